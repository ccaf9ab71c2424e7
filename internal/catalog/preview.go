package catalog

import (
	"context"
	"encoding/binary"
	"strings"
	"sync/atomic"
	"time"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/secret"
)

// previewMark is how tokens of previews begin.
const previewMark = "cw_preview_"

// The bounds of previews.
const (
	PreviewLives    = 24 * time.Hour      // where nothing else is asked for
	MaxPreviewLives = 90 * 24 * time.Hour // at most
)

// Previews show products that are not published to whoever has a token: who holds it may see that product, until the token
// expires. Nothing is kept of a token; it says what it is for, and is signed.
type Previews struct {
	db     *database.DB
	key    secret.Text
	signer atomic.Pointer[secret.Signer]
}

// NewPreviews signs with the shop's own key, or with one that is made once and kept in the database, so that every instance
// accepts what another has signed.
func NewPreviews(db *database.DB, key secret.Text) *Previews { return &Previews{db: db, key: key} }

// Preview is a token that was made.
type Preview struct {
	Token     string
	ExpiresAt time.Time
}

// String hides the token.
func (Preview) String() string { return "[hidden]" }

// Create makes a token for a product. Faults: NotFound at id, Invalid at expiresAt for a time that is past, or too far away.
func (p *Previews) Create(ctx context.Context, by act.By, id ProductID, expires *time.Time) (Preview, error) {
	if there, err := p.there(ctx, id); err != nil || !there { // a key is made for what there is alone
		if err == nil {
			err = fault.NotFoundf("id", "there is no such product")
		}
		return Preview{}, err
	}
	signer, err := p.open(ctx)
	if err != nil {
		return Preview{}, err
	}
	return act.Do(ctx, p.db, by, func(tx database.Tx) (Preview, error) {
		at := tx.Now.Add(PreviewLives)
		if expires != nil {
			at = *expires
		}
		at = at.UTC().Truncate(time.Second)
		if !at.After(tx.Now) || at.After(tx.Now.Add(MaxPreviewLives)) {
			return Preview{}, fault.Invalidf("expiresAt", "a preview ends between now and %d days from now", int(MaxPreviewLives.Hours()/24))
		}
		if known, err := lockIDs(tx, "products", []int64{int64(id)}); err != nil {
			return Preview{}, err
		} else if !known[int64(id)] {
			return Preview{}, fault.NotFoundf("id", "there is no such product")
		}
		text := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, uint64(id)), uint64(at.Unix()))
		entry := act.Entry{Action: "product.preview", Kind: "product", ID: int64(id), After: map[string]any{"expiresAt": at}}
		return Preview{previewMark + signer.Sign(text), at}, by.Note(tx, entry)
	})
}

// Find is the product that a token shows, published or not; a fault.NotFound for a token that is forged or has expired, and
// for a product that is gone.
func (p *Previews) Find(ctx context.Context, token string) (Product, error) {
	none := fault.NotFoundf("", "the preview has ended, or never was")
	signed, ok := strings.CutPrefix(token, previewMark)
	if !ok {
		return Product{}, none
	}
	signer, err := p.open(ctx)
	if err != nil {
		return Product{}, err
	}
	text, ok := signer.Open(signed)
	if !ok || len(text) != 16 || int64(binary.BigEndian.Uint64(text[8:])) <= p.db.Now().Unix() {
		return Product{}, none
	}
	row, err := previewed(p.db.Read(ctx), ProductID(binary.BigEndian.Uint64(text)))
	if fault.Is(err, fault.NotFound) {
		return Product{}, none
	}
	return row, err
}

// open makes the signer when it is first needed: the database may have no tables before.
func (p *Previews) open(ctx context.Context) (*secret.Signer, error) {
	if s := p.signer.Load(); s != nil {
		return s, nil
	}
	key := p.key
	if key == "" {
		kept, err := keptKey(ctx, p.db, "previews")
		if err != nil {
			return nil, err
		}
		key = kept
	}
	s, err := secret.NewSigner(key, "previews of products")
	if err == nil {
		p.signer.Store(s)
	}
	return s, err
}
