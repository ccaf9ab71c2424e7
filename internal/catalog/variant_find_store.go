package catalog

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"gorm.io/gorm"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/fold"
	"cartwright/internal/query"
)

// foundVariants narrows a query over variants to those that a text asks for, of products that may be seen.
func (s *Service) foundVariants(ctx context.Context, match query.Node) *gorm.DB {
	q := s.db.Read(ctx).Model(&Variant{})
	if !s.all {
		q = q.Where("product_id IN (SELECT id FROM products WHERE status = ? AND published_at <= ?)", Active, s.db.Now())
	}
	if match != nil {
		where, args := query.Condition(match, compareVariant)
		q = q.Where(where, args...)
	}
	return q
}

func (s *Service) findVariants(ctx context.Context, match query.Node, seek database.Seek) ([]Variant, error) {
	var rows []Variant
	if err := seek.Page(s.foundVariants(ctx, match)).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list variants by %s: %w", seek.Column, err)
	}
	return rows, nil
}

// CountVariants counts the variants that a text asks for, of products that may be seen, up to a limit.
func (s *Service) CountVariants(ctx context.Context, match query.Node, limit int) (int, error) {
	var n int64
	some := s.foundVariants(ctx, match).Select("id").Limit(limit)
	if err := s.db.Read(ctx).Table("(?) AS some", some).Count(&n).Error; err != nil {
		return 0, fmt.Errorf("count variants: %w", err)
	}
	return int(n), nil
}

// FindVariantBySKU is the first variant with a SKU whose product may be seen; a fault.NotFound if there is none.
func (s *Service) FindVariantBySKU(ctx context.Context, sku string) (Variant, error) {
	var row Variant
	err := s.foundVariants(ctx, nil).Where("sku = ? AND sku <> ''", sku).Order("id").Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, fault.NotFoundf("sku", "there is no variant %q", sku)
	}
	if err != nil {
		return row, fmt.Errorf("find variant %q: %w", sku, err)
	}
	return row, nil
}

// compareVariant is a term as a condition on variants. A word without a field is a SKU, a barcode, or in the title of the
// variant or of its product.
func compareVariant(t query.Term) (string, []any) {
	switch t.Field {
	case "id", "product_id":
		return t.Number(t.Field)
	case "inventory_quantity":
		return t.Number("quantity")
	case "created_at", "updated_at":
		return t.Moment(t.Field)
	case "sku", "barcode":
		return compareCode(t.Field, t)
	case "product_status":
		if t.Op == query.Exists {
			return "1 = 1", nil
		}
		return "product_id IN (SELECT id FROM products WHERE status = ?)", []any{strings.ToUpper(t.Text)}
	case "title":
		if t.Op == query.Exists {
			return "title <> ''", nil
		}
		return "INSTR(LOWER(title), ?) > 0", []any{strings.ToLower(t.Text)}
	}
	return "sku = ? OR barcode = ? OR INSTR(LOWER(title), ?) > 0 OR product_id IN (SELECT id FROM products WHERE INSTR(title_key, ?) > 0)",
		[]any{t.Text, t.Text, strings.ToLower(t.Text), fold.Key(t.Text)}
}

// compareCode compares a column of codes, whole or by their beginning.
func compareCode(column string, t query.Term) (string, []any) {
	switch {
	case t.Op == query.Exists:
		return column + " <> ''", nil
	case t.Op != query.Match:
		return query.Never, nil
	case t.Prefix:
		return column + " >= ? AND " + column + " < ?", []any{t.Text, t.Text + string(unicode.MaxRune)}
	}
	return column + " = ?", []any{t.Text}
}
