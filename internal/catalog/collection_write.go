package catalog

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/fold"
	"cartwright/internal/richtext"
)

// CollectionDraft is a collection as staff want it. It comes to them as the collection is, but for its picture, its
// products and its metafields: where they name none, those stay.
type CollectionDraft struct {
	CollectionSpec
	Image      CollectionImage
	Members    []ProductID // of a new collection without rules, in their order
	NoRedirect bool        // another handle leaves none at the old address
}

// CollectionImage says what becomes of the picture of a collection.
type CollectionImage struct {
	New  *MediaSpec // takes the place of what is there
	Alt  *string    // of the picture that stays
	Gone bool
}

// collectionNote is what the audit log keeps of a collection.
type collectionNote struct {
	Handle          string     `json:"handle"`
	Title           string     `json:"title"`
	DescriptionHTML string     `json:"descriptionHtml"`
	SEO             SEO        `json:"seo"`
	SortOrder       SortOrder  `json:"sortOrder"`
	PublishedAt     *time.Time `json:"publishedAt"`
	ImageID         *MediaID   `json:"imageId,omitempty"`
	Rules           *RuleSet   `json:"rules,omitempty"`
}

func noteOf(c Collection) collectionNote {
	return collectionNote{c.Handle, c.Title, c.DescriptionHTML, c.SEO, c.SortOrder, c.PublishedAt, c.ImageID, c.Rules}
}

// CreateCollection makes a collection of what fill writes into an empty draft. Without a handle it gets one after its
// title. Faults: Invalid and Limit at the fields, TAKEN at handle, NotFound at products.<place>.
func (s *Service) CreateCollection(ctx context.Context, by act.By, fill func(*CollectionDraft)) (Collection, error) {
	var row Collection
	var err error
	for range handleTries { // many that come at once with one title find the same handle free
		if row, err = s.createCollection(ctx, by, fill); !database.IsDuplicate(err) {
			break
		}
	}
	return s.settled(ctx, row, err)
}

// handleTries is how often a collection without a handle looks for one, after what a transaction tries by itself.
const handleTries = 10

func (s *Service) createCollection(ctx context.Context, by act.By, fill func(*CollectionDraft)) (Collection, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Collection, error) {
		var d CollectionDraft
		if fill(&d); d.SortOrder == "" && d.Rules != nil {
			d.SortOrder = BestSelling // nobody has put them in order
		}
		row := Collection{CreatedAt: tx.Now}
		if err := s.writeDraft(tx, &row, &d); err != nil {
			return Collection{}, err
		}
		return row, by.Note(tx, act.Entry{Action: "collection.create", Kind: "collection", ID: int64(row.ID), After: noteOf(row)})
	})
}

// UpdateCollection writes what change makes of a collection; change may be called more than once. Where the rules change,
// the memberships follow before this returns, in transactions of their own. Faults: as CreateCollection, NotFound at id, and
// Conflict at expectedVersion, beside the collection as it is.
func (s *Service) UpdateCollection(ctx context.Context, by act.By, id CollectionID, expected *int64, change func(*CollectionDraft)) (Collection, error) {
	row, err := act.Do(ctx, s.db, by, func(tx database.Tx) (Collection, error) {
		seen, err := findToWrite(tx, id)
		if err != nil {
			return Collection{}, err
		}
		d := draftOf(seen)
		change(&d)
		if err := changeRules(tx, seen.Rules, d.Rules); err != nil {
			return Collection{}, err
		}
		row, err := lockToWrite(tx, id)
		if err != nil {
			return Collection{}, err
		}
		if err := act.Current(expected, row.Version); err != nil {
			return row, err
		}
		before := row
		d = draftOf(row)
		if change(&d); !sameRules(seen.Rules, row.Rules) { // meanwhile
			if err := changeRules(tx, row.Rules, d.Rules); err != nil {
				return row, err
			}
		}
		if err := s.writeDraft(tx, &row, &d); err != nil {
			return before, err
		}
		return row, by.Note(tx, act.Entry{Action: "collection.update", Kind: "collection", ID: int64(id), Before: noteOf(before), After: noteOf(row)})
	})
	return s.settled(ctx, row, err)
}

// settled is a collection that was written, once its products are those that its rules want.
func (s *Service) settled(ctx context.Context, row Collection, err error) (Collection, error) {
	if err != nil || row.Rules == nil {
		return row, err
	}
	if err := s.settle(ctx, row.ID); err != nil {
		return row, err
	}
	row.ProductsCount, err = s.countOf(ctx, row.ID)
	return row, err
}

// DeleteCollection removes a collection; its products stay. Faults: NotFound at id, Conflict at expectedVersion.
func (s *Service) DeleteCollection(ctx context.Context, by act.By, id CollectionID, expected *int64) (CollectionID, error) {
	_, err := act.Do(ctx, s.db, by, func(tx database.Tx) (CollectionID, error) {
		seen, err := findToWrite(tx, id)
		if err != nil {
			return 0, err
		}
		if err := changeRules(tx, seen.Rules, nil); err != nil {
			return 0, err
		}
		row, err := lockToWrite(tx, id)
		if err != nil {
			return 0, err
		}
		if err := act.Current(expected, row.Version); err != nil {
			return 0, err
		}
		if !sameRules(seen.Rules, row.Rules) { // meanwhile
			if err := changeRules(tx, row.Rules, nil); err != nil {
				return 0, err
			}
		}
		if err := removeCollection(tx, id); err != nil {
			return 0, err
		}
		if err := tx.Changed("collection", int64(id)); err != nil {
			return 0, err
		}
		return id, by.Note(tx, act.Entry{Action: "collection.delete", Kind: "collection", ID: int64(id), Before: noteOf(row)})
	})
	if err != nil {
		return 0, err
	}
	return id, s.settle(ctx, id) // its memberships go
}

func draftOf(c Collection) CollectionDraft {
	rules := c.Rules
	if rules != nil { // the draft may be changed in place
		rules = &RuleSet{Any: rules.Any, Rules: slices.Clone(rules.Rules)}
	}
	return CollectionDraft{CollectionSpec: CollectionSpec{Handle: c.Handle, Title: c.Title, DescriptionHTML: c.DescriptionHTML, SEO: c.SEO,
		SortOrder: c.SortOrder, PublishedAt: c.PublishedAt, Rules: rules}}
}

func sameRules(a, b *RuleSet) bool { return reflect.DeepEqual(a, b) }

// writeDraft checks a draft and writes it over a row that is locked, or new.
func (s *Service) writeDraft(tx database.Tx, row *Collection, d *CollectionDraft) error {
	named := d.Handle != ""
	if !named && row.ID == 0 {
		handle, err := freeHandle(tx, &Collection{}, handleFrom(d.Title))
		if err != nil {
			return err
		}
		d.Handle = handle
	}
	if err := d.check(row); err != nil {
		return err
	}
	if named {
		if err := claimHandle(tx, d.Handle, row.ID); err != nil {
			return err
		}
	}
	was := *row
	lay(row, &d.CollectionSpec, tx.Now)
	var members []Product
	if row.ID == 0 {
		var err error
		if members, err = lockMembers(tx, "products", d.Members); err != nil {
			return err
		}
		if err = changeRules(tx, nil, d.Rules); err != nil {
			return err
		}
	}
	if err := writeImage(tx, row, d.Image); err != nil {
		return err
	}
	if err := saveCollection(tx, row); err != nil {
		return err
	}
	if len(d.Metafields) > 0 {
		if _, err := s.SetFieldsIn(tx, OwnerCollection, int64(row.ID), d.Metafields); err != nil {
			return err
		}
	}
	if row.Rules != nil && !sameRules(was.Rules, row.Rules) {
		if err := beginWork(tx, row.ID); err != nil {
			return err
		}
	}
	if _, err := addMembers(tx, row, members); err != nil {
		return err
	}
	if was.ID != 0 && was.Handle != row.Handle && !d.NoRedirect && s.moved != nil {
		if err := s.moved(tx, "/collections/"+was.Handle, "/collections/"+row.Handle); err != nil {
			return err
		}
	}
	return tx.Changed("collection", int64(row.ID))
}

// lay writes what a spec says into a row, all but its picture.
func lay(row *Collection, spec *CollectionSpec, now time.Time) {
	row.Handle, row.Title, row.TitleKey = spec.Handle, strings.TrimSpace(spec.Title), fold.Key(spec.Title)
	row.DescriptionHTML = richtext.Sanitize(spec.DescriptionHTML)
	row.Description = richtext.Text(row.DescriptionHTML)
	row.SEO, row.SortOrder, row.Rules = spec.SEO, spec.SortOrder, spec.Rules
	if row.SortOrder == "" {
		row.SortOrder = Manual
	}
	row.PublishedAt = publication(spec.PublishedAt, row.PublishedAt, now)
	row.UpdatedAt = now
	row.Version++
}

func (d *CollectionDraft) check(row *Collection) error {
	if err := d.CollectionSpec.check(); err != nil {
		return err
	}
	if d.Image.New != nil {
		if err := d.Image.New.check("image"); err != nil {
			return err
		}
	}
	if alt := d.Image.Alt; alt != nil && row.ImageID == nil {
		return fault.Invalidf("image.src", "there is no picture yet; say where one is")
	} else if alt != nil {
		if err := (&MediaSpec{Source: "-", Alt: *alt}).check("image"); err != nil {
			return err
		}
	}
	switch {
	case len(d.Members) > 0 && row.ID != 0:
		return fault.Invalidf("products", "only a new collection is made with its products; add them to this one, or take them out")
	case len(d.Members) > 0 && d.Rules != nil:
		return fault.Invalidf("products", "the products of a collection with rules are those that the rules want")
	}
	return nil
}

// handleFrom makes a handle of a title: small letters without accents, hyphens for all else.
func handleFrom(title string) string {
	words := strings.FieldsFunc(fold.Text(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	handle := []rune(strings.Join(words, "-"))
	if len(handle) > maxText-10 { // room for a number behind it
		handle = handle[:maxText-10]
	}
	if len(handle) == 0 {
		return "collection"
	}
	return strings.Trim(string(handle), "-")
}

// taken is the fault for a handle that another collection has.
func taken(path, handle string) error {
	return &fault.Fault{Kind: fault.Conflict, Code: "TAKEN", Path: strings.Split(path, "."), Text: fmt.Sprintf("another collection has the handle %q", handle)}
}
