package content

import (
	"fmt"

	"cartwright/internal/database"
)

// renameBlog carries a blog's new title to its articles, which are sorted by it.
func renameBlog(tx database.Tx, b Blog) error {
	if err := tx.DB.Exec("UPDATE articles SET blog_title_key = ? WHERE blog_id = ?", b.TitleKey, b.ID).Error; err != nil {
		return fmt.Errorf("carry the title of blog %d to its articles: %w", b.ID, err)
	}
	return nil
}
