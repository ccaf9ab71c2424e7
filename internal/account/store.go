package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/secret"
)

// reading is a handle that changes nothing, in the shape that the functions here take.
func (s *Service) reading(ctx context.Context) database.Tx {
	return database.Tx{DB: s.db.Read(ctx), Now: s.db.Now()}
}

func insertCustomer(tx database.Tx, c *Customer) error {
	c.begin()
	if err := tx.DB.Create(c).Error; err != nil {
		return fmt.Errorf("write a customer: %w", err)
	}
	return nil
}

// saveCustomer writes a customer that is locked.
func saveCustomer(tx database.Tx, c *Customer) error {
	c.NameKey = nameKey(c.LastName, c.FirstName)
	c.Version++
	done := tx.DB.Select("*").Omit("id", "created_at").Updates(c)
	if done.Error != nil {
		return fmt.Errorf("write customer %d: %w", c.ID, done.Error)
	}
	if done.RowsAffected != 1 {
		return fmt.Errorf("write customer %d: it is not there although it is locked", c.ID)
	}
	return nil
}

// insertCustomers writes new customers, and gives them their ids.
func insertCustomers(tx database.Tx, rows []Customer) error {
	for i := range rows {
		rows[i].begin()
	}
	if err := tx.DB.CreateInBatches(rows, 100).Error; err != nil {
		return fmt.Errorf("write %d customers: %w", len(rows), err)
	}
	return nil
}

// insertBooks writes the addresses of new customers; the first one of each is the default.
func insertBooks(tx database.Tx, book []Address) error {
	if len(book) == 0 {
		return nil
	}
	if err := tx.DB.CreateInBatches(book, 500).Error; err != nil {
		return fmt.Errorf("write %d addresses: %w", len(book), err)
	}
	ids := make([]CustomerID, len(book))
	for i, a := range book {
		ids[i] = a.CustomerID
	}
	ids = slices.Compact(ids)
	err := tx.DB.Exec(`UPDATE customers SET default_address_id = (SELECT MIN(a.id) FROM customer_addresses a WHERE a.customer_id = customers.id)
		WHERE id IN ?`, ids).Error
	if err != nil {
		return fmt.Errorf("choose the default addresses of %d customers: %w", len(ids), err)
	}
	return nil
}

// keysTaken are the keys of customers that others have already.
func keysTaken(tx database.Tx, rows []Customer) (map[key]bool, error) {
	var emails, phones [][]byte
	identifiers := []string{}
	for _, c := range rows {
		emails, phones = append(emails, c.EmailKey), append(phones, c.PhoneKey)
		if c.Identifier != nil {
			identifiers = append(identifiers, *c.Identifier)
		}
	}
	var found []Customer
	err := tx.DB.Where("email_key IN ?", emails).Or("phone_key IN ?", phones).Or("identifier IN ?", identifiers).Find(&found).Error
	if err != nil {
		return nil, fmt.Errorf("look for customers with the keys of %d: %w", len(rows), err)
	}
	taken := map[key]bool{}
	for _, c := range found {
		for _, k := range c.keys() {
			taken[k] = true
		}
	}
	return taken, nil
}

// bcryptLeft is the highest cost of the bcrypt hashes that are left; 0 where there is none.
func bcryptLeft(tx database.Tx) (int, error) {
	var costs []string
	err := tx.DB.Raw("SELECT COALESCE(MAX(SUBSTR(password_hash, 5, 2)), '0') FROM customers WHERE password_hash LIKE '$2_$%'").Scan(&costs).Error
	if err != nil {
		return 0, fmt.Errorf("look for hashes of another system: %w", err)
	}
	cost, err := strconv.Atoi(costs[0])
	if err != nil || cost > maxBcrypt {
		return 0, nil // nothing signs in with it
	}
	return cost, nil
}

func findCustomer(tx database.Tx, id CustomerID) (c Customer, err error) {
	err = tx.DB.Where("id = ?", id).Take(&c).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return c, refuse(fault.NotFound, codeNotFound, "there is no such customer", "id")
	}
	if err != nil {
		return c, fmt.Errorf("find customer %d: %w", id, err)
	}
	return c, nil
}

func lockCustomer(tx database.Tx, id CustomerID) (Customer, error) {
	tx.DB = tx.DB.Clauses(clause.Locking{Strength: "UPDATE"})
	return findCustomer(tx, id)
}

// lockCustomerBy is the customer with something unique; one without an id where there is none.
func lockCustomerBy(tx database.Tx, column string, value any) (c Customer, err error) {
	err = tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where(clause.Eq{Column: clause.Column{Name: column}, Value: value}).Limit(1).Find(&c).Error
	if err != nil {
		return c, fmt.Errorf("look for a customer by %s: %w", column, err)
	}
	return c, nil
}

// customerByKey is the customer of an address; one without an id where there is none.
func customerByKey(tx database.Tx, key []byte) (c Customer, err error) {
	if err := tx.DB.Where("email_key = ?", key).Limit(1).Find(&c).Error; err != nil {
		return c, fmt.Errorf("look for a customer by address: %w", err)
	}
	return c, nil
}

func (s *Service) byEmail(ctx context.Context, key []byte) (Customer, error) {
	return customerByKey(s.reading(ctx), key)
}

func (s *Service) customers(ctx context.Context, ids []CustomerID) (map[CustomerID]Customer, error) {
	out := make(map[CustomerID]Customer, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	var rows []Customer
	if err := s.db.Read(ctx).Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load %d customers: %w", len(ids), err)
	}
	for _, c := range rows {
		out[c.ID] = c
	}
	return out, nil
}

// replaceLink keeps one link of a kind for a customer.
func replaceLink(tx database.Tx, l link) error {
	if err := tx.DB.Where("customer_id = ? AND kind = ?", l.CustomerID, l.Kind).Delete(&link{}).Error; err != nil {
		return fmt.Errorf("drop earlier links: %w", err)
	}
	if err := tx.DB.Create(&l).Error; err != nil {
		return fmt.Errorf("keep a link: %w", err)
	}
	return nil
}

// linkThere reports whether a link would open something, before a password is hashed for it.
func (s *Service) linkThere(ctx context.Context, kind linkKind, id CustomerID, token string) (bool, error) {
	var n int64
	err := s.db.Read(ctx).Model(&link{}).Where("hash = ? AND customer_id = ? AND kind = ? AND expires_at > ?", secret.HashToken(token), id, kind, s.db.Now()).Count(&n).Error
	if err != nil {
		return false, fmt.Errorf("look for a link: %w", err)
	}
	return n == 1 && id > 0, nil
}

// useLink uses a link up; it is there for one.
func useLink(tx database.Tx, kind linkKind, id CustomerID, hash []byte) (bool, error) {
	done := tx.DB.Where("hash = ? AND customer_id = ? AND kind = ? AND expires_at > ?", hash, id, kind, tx.Now).Delete(&link{})
	if done.Error != nil {
		return false, fmt.Errorf("use a link: %w", done.Error)
	}
	return done.RowsAffected == 1, nil
}

func dropLinks(tx database.Tx, id CustomerID) error {
	if err := tx.DB.Where("customer_id = ?", id).Delete(&link{}).Error; err != nil {
		return fmt.Errorf("drop the links of customer %d: %w", id, err)
	}
	return nil
}

func insertToken(tx database.Tx, t *Token) error {
	if err := tx.DB.Create(t).Error; err != nil {
		return fmt.Errorf("write a token of customer %d: %w", t.CustomerID, err)
	}
	return nil
}

// lockToken is a token that has not expired, renewed or not.
func lockToken(tx database.Tx, hash []byte) (t Token, err error) {
	err = tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("hash = ? AND expires_at > ?", hash, tx.Now).Take(&t).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return t, unknownToken()
	}
	if err != nil {
		return t, fmt.Errorf("lock a token: %w", err)
	}
	return t, nil
}

func markRenewed(tx database.Tx, id int64) error {
	done := tx.DB.Exec("UPDATE customer_tokens SET renewed = ?, used_at = ? WHERE id = ? AND renewed = ?", true, tx.Now, id, false)
	if done.Error != nil {
		return fmt.Errorf("renew token %d: %w", id, done.Error)
	}
	if done.RowsAffected != 1 {
		return unknownToken()
	}
	return nil
}

func endFamily(tx database.Tx, family string) error {
	if err := tx.DB.Where("family = ?", family).Delete(&Token{}).Error; err != nil {
		return fmt.Errorf("end a session: %w", err)
	}
	return nil
}

func endTokens(tx database.Tx, id CustomerID) error {
	if err := tx.DB.Where("customer_id = ?", id).Delete(&Token{}).Error; err != nil {
		return fmt.Errorf("end the sessions of customer %d: %w", id, err)
	}
	return nil
}

func endSession(tx database.Tx, id CustomerID, session int64) error {
	var t Token
	err := tx.DB.Where("id = ? AND customer_id = ?", session, id).Take(&t).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return refuse(fault.NotFound, codeNotFound, "there is no such session", "id")
	}
	if err != nil {
		return fmt.Errorf("find session %d: %w", session, err)
	}
	return endFamily(tx, t.Family)
}

// holding is a customer with the token that was shown.
type holding struct {
	Customer
	TokenID      int64
	TokenFamily  string
	TokenRenewed bool
	TokenUsedAt  time.Time
}

// holder is who a token signs in, in one statement.
func (s *Service) holder(ctx context.Context, hash []byte) (holding, error) {
	var rows []holding
	err := s.db.Read(ctx).Raw(`SELECT c.*, t.id AS token_id, t.family AS token_family, t.renewed AS token_renewed, t.used_at AS token_used_at
		FROM customer_tokens t JOIN customers c ON c.id = t.customer_id
		WHERE t.hash = ? AND t.expires_at > ? AND c.state = ?`, hash, s.db.Now(), Enabled).Scan(&rows).Error
	if err != nil {
		return holding{}, fmt.Errorf("look for a token: %w", err)
	}
	if len(rows) == 0 {
		return holding{}, unknownToken()
	}
	return rows[0], nil
}

func noteUse(tx database.Tx, id int64) error {
	if err := tx.DB.Exec("UPDATE customer_tokens SET used_at = ? WHERE id = ?", tx.Now, id).Error; err != nil {
		return fmt.Errorf("note the use of token %d: %w", id, err)
	}
	return nil
}

func (s *Service) sessions(ctx context.Context, id CustomerID) ([]Token, error) {
	var rows []Token
	err := s.db.Read(ctx).Where("customer_id = ? AND renewed = ? AND expires_at > ?", id, false, s.db.Now()).Order("used_at DESC, id DESC").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list the sessions of customer %d: %w", id, err)
	}
	return rows, nil
}

// countGuess counts a try unless the limit of the span is reached. The row is updated before one is made: many that count by
// one row stand in line at it, and meet at the unique key the first time alone (database.Declare). Who finds that the row
// was made between the two statements counts once more.
func countGuess(tx database.Tx, m meter) (bool, error) {
	over := tx.Now.Add(guessSpan)
	for {
		// MySQL assigns from left to right: the tries look at the end of the span before it is moved.
		done := tx.DB.Exec(`UPDATE customer_guesses SET tries = CASE WHEN expires_at <= ? THEN 1 ELSE tries + 1 END,
			expires_at = CASE WHEN expires_at <= ? THEN ? ELSE expires_at END WHERE key_hash = ? AND (tries < ? OR expires_at <= ?)`,
			tx.Now, tx.Now, over, m.hash, m.limit, tx.Now)
		if done.Error != nil {
			return false, fmt.Errorf("count a try: %w", done.Error)
		}
		if done.RowsAffected == 1 {
			return true, nil
		}
		var rows []guess
		if err := tx.DB.Where("key_hash = ?", m.hash).Find(&rows).Error; err != nil {
			return false, fmt.Errorf("look for earlier tries: %w", err)
		}
		if len(rows) == 0 {
			break
		}
		if rows[0].Tries >= m.limit && rows[0].ExpiresAt.After(tx.Now) {
			return false, nil
		}
	}
	if err := tx.DB.Create(&guess{KeyHash: m.hash, Tries: 1, ExpiresAt: over}).Error; err != nil {
		return false, fmt.Errorf("begin to count tries: %w", err)
	}
	return true, nil
}

// giveBack takes one try off: who knew the password has not guessed. Earlier tries stay counted.
func giveBack(tx database.Tx, meters []meter) error {
	hashes := make([][]byte, len(meters))
	for i, m := range meters {
		hashes[i] = m.hash
	}
	if err := tx.DB.Exec("UPDATE customer_guesses SET tries = tries - 1 WHERE key_hash IN ? AND tries > 0", hashes).Error; err != nil {
		return fmt.Errorf("give a try back: %w", err)
	}
	return nil
}

func (s *Service) addresses(ctx context.Context, id CustomerID, args page.Args, reverse bool) (page.Conn[Address], error) {
	const listing = "customer addresses"
	want, err := page.Check(listing, args)
	if err != nil {
		return page.Conn[Address]{}, err
	}
	seek := database.Seek{ID: "id", Desc: reverse, Backward: want.Backward, Limit: want.Limit + 1, From: position(want.From), Until: position(want.Until)}
	var rows []Address
	if err := seek.Page(s.db.Read(ctx).Where("customer_id = ?", id)).Find(&rows).Error; err != nil {
		return page.Conn[Address]{}, fmt.Errorf("list the addresses of customer %d: %w", id, err)
	}
	return page.Cut(want, rows, func(a Address) string { return page.Cursor{ID: a.ID}.Encode(listing) }), nil
}

func position(c *page.Cursor) *database.Position {
	if c == nil {
		return nil
	}
	return &database.Position{ID: c.ID}
}

func findAddress(tx database.Tx, id CustomerID, address int64) (a Address, err error) {
	err = tx.DB.Where("id = ? AND customer_id = ?", address, id).Take(&a).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return a, noAddress("id")
	}
	if err != nil {
		return a, fmt.Errorf("find address %d: %w", address, err)
	}
	return a, nil
}

func countAddresses(tx database.Tx, id CustomerID) (n int64, err error) {
	if err := tx.DB.Model(&Address{}).Where("customer_id = ?", id).Count(&n).Error; err != nil {
		return 0, fmt.Errorf("count the addresses of customer %d: %w", id, err)
	}
	return n, nil
}

func insertAddress(tx database.Tx, a *Address) error {
	if err := tx.DB.Create(a).Error; err != nil {
		return fmt.Errorf("write an address of customer %d: %w", a.CustomerID, err)
	}
	return nil
}

func saveAddress(tx database.Tx, a *Address) error {
	if err := tx.DB.Select("address", "updated_at").Updates(a).Error; err != nil {
		return fmt.Errorf("write address %d: %w", a.ID, err)
	}
	return nil
}

func removeAddress(tx database.Tx, id int64) error {
	if err := tx.DB.Where("id = ?", id).Delete(&Address{}).Error; err != nil {
		return fmt.Errorf("remove address %d: %w", id, err)
	}
	return nil
}

// oldestAddress is the id of the first address that is left; nil where none is.
func oldestAddress(tx database.Tx, id CustomerID) (*int64, error) {
	var ids []int64
	if err := tx.DB.Model(&Address{}).Where("customer_id = ?", id).Order("id").Limit(1).Pluck("id", &ids).Error; err != nil {
		return nil, fmt.Errorf("find the oldest address of customer %d: %w", id, err)
	}
	if len(ids) == 0 {
		return nil, nil //nolint:nilnil // none is an answer
	}
	return &ids[0], nil
}

func sweep(tx database.Tx) (removed int64, err error) {
	for _, row := range []any{&Token{}, &link{}, &guess{}} {
		done := tx.DB.Where("expires_at <= ?", tx.Now).Delete(row)
		if done.Error != nil {
			return 0, fmt.Errorf("sweep what has expired of customers: %w", done.Error)
		}
		removed += done.RowsAffected
	}
	return removed, nil
}

// linkKnown reports whether something was used already.
func linkKnown(tx database.Tx, hash []byte) (bool, error) {
	var n int64
	if err := tx.DB.Model(&link{}).Where("hash = ?", hash).Count(&n).Error; err != nil {
		return false, fmt.Errorf("look for a used token: %w", err)
	}
	return n > 0, nil
}

func keepLink(tx database.Tx, l link) error {
	if err := tx.DB.Create(&l).Error; err != nil {
		return fmt.Errorf("keep a link: %w", err)
	}
	return nil
}

// erase takes away everything that is kept of a customer in this room.
func erase(tx database.Tx, id CustomerID) error {
	for _, row := range []any{&Token{}, &link{}, &Address{}} {
		if err := tx.DB.Where("customer_id = ?", id).Delete(row).Error; err != nil {
			return fmt.Errorf("erase customer %d: %w", id, err)
		}
	}
	if err := tx.DB.Where("id = ?", id).Delete(&Customer{}).Error; err != nil {
		return fmt.Errorf("erase customer %d: %w", id, err)
	}
	return nil
}

func allAddresses(tx database.Tx, id CustomerID) ([]Address, error) {
	var rows []Address
	if err := tx.DB.Where("customer_id = ?", id).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("load the addresses of customer %d: %w", id, err)
	}
	return rows, nil
}
