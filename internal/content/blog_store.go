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

// articleHandles are the handles of all articles of a blog.
func articleHandles(tx database.Tx, blogID int64) ([]string, error) {
	var out []string
	if err := tx.DB.Model(&Article{}).Where("blog_id = ?", blogID).Order("id").Pluck("handle", &out).Error; err != nil {
		return nil, fmt.Errorf("list the articles of blog %d: %w", blogID, err)
	}
	return out, nil
}

// removeArticles deletes the articles of a blog with their metafields, and tells their ids.
func removeArticles(tx database.Tx, blogID int64) ([]int64, error) {
	var ids []int64
	if err := tx.DB.Model(&Article{}).Where("blog_id = ?", blogID).Order("id").Pluck("id", &ids).Error; err != nil {
		return nil, fmt.Errorf("list the articles of blog %d: %w", blogID, err)
	}
	err := tx.DB.Exec("DELETE FROM metafields WHERE owner_type = ? AND owner_id IN (SELECT id FROM articles WHERE blog_id = ?)", owners["articles"], blogID).Error
	if err != nil {
		return nil, fmt.Errorf("remove the metafields of the articles of blog %d: %w", blogID, err)
	}
	if err := tx.DB.Exec("DELETE FROM articles WHERE blog_id = ?", blogID).Error; err != nil {
		return nil, fmt.Errorf("remove the articles of blog %d: %w", blogID, err)
	}
	return ids, nil
}
