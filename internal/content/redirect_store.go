package content

import (
	"fmt"
	"strings"

	"gorm.io/gorm/clause"

	"cartwright/internal/database"
)

// moveRedirects carries out moves from the given paths: one reading, and a writing of each kind that there is need for.
func moveRedirects(tx database.Tx, froms []string, to map[string]string) error {
	rows, err := concernedRedirects(tx, froms, to)
	if err != nil {
		return err
	}
	m := plan(rows, froms, to)
	if len(m.gone) > 0 {
		if err := tx.DB.Exec("DELETE FROM redirects WHERE id IN ?", m.gone).Error; err != nil {
			return fmt.Errorf("remove %d redirects: %w", len(m.gone), err)
		}
	}
	if err := turnRedirects(tx, m.turned); err != nil {
		return err
	}
	for i := range m.fresh {
		(&m.fresh[i]).stamp(tx.Now)
	}
	if len(m.fresh) > 0 {
		if err := tx.DB.CreateInBatches(m.fresh, rowsPerInsert).Error; err != nil {
			return fmt.Errorf("insert %d redirects: %w", len(m.fresh), err)
		}
	}
	ids := m.gone
	for _, r := range append(m.turned, m.fresh...) {
		ids = append(ids, r.ID)
	}
	return tx.Changed("redirect", ids...)
}

// concernedRedirects locks the redirects that stand at either end of the moves or lead to where they begin, with whatever
// query or fragment, in the order of their ids.
func concernedRedirects(tx database.Tx, froms []string, to map[string]string) ([]Redirect, error) {
	var ends []string
	where, args := []string{"path IN ?", "target IN ?"}, []any{nil, froms}
	for _, from := range froms {
		ends = append(ends, from, to[from])
		for _, mark := range []string{"?", "#"} {
			where = append(where, "target >= ? AND target < ?")
			args = append(args, from+mark, from+string(mark[0]+1))
		}
	}
	args[0] = ends
	var rows []Redirect
	err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where(strings.Join(where, " OR "), args...).Order("id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("lock the redirects of %d moves: %w", len(froms), err)
	}
	return rows, nil
}

// turnRedirects writes new targets, some hundreds of them in one statement.
func turnRedirects(tx database.Tx, rows []Redirect) error {
	for len(rows) > 0 {
		n := min(len(rows), rowsPerInsert)
		text, args, ids := "UPDATE redirects SET updated_at = ?, version = version + 1, target = CASE id", []any{tx.Now}, make([]int64, n)
		for i, r := range rows[:n] {
			text += " WHEN ? THEN ?"
			args, ids[i] = append(args, r.ID, r.Target), r.ID
		}
		if err := tx.DB.Exec(text+" END WHERE id IN ?", append(args, ids)...).Error; err != nil {
			return fmt.Errorf("turn %d redirects: %w", n, err)
		}
		rows = rows[n:]
	}
	return nil
}

// redirectAt locks the redirect of a path; the zero row where there is none.
func redirectAt(tx database.Tx, path string) (Redirect, error) {
	var rows []Redirect
	if err := tx.DB.Clauses(clause.Locking{Strength: "UPDATE"}).Where("path = ?", path).Find(&rows).Error; err != nil {
		return Redirect{}, fmt.Errorf("look for a redirect of %q: %w", path, err)
	}
	if len(rows) == 0 {
		return Redirect{}, nil
	}
	return rows[0], nil
}
