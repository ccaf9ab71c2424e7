package cart

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/metafield"
)

// ownerType is what metafields of carts are filed under.
const ownerType = catalog.OwnerCart

// DefaultNamespace is meant when a key names none.
const DefaultNamespace = "custom"

// FieldInput is a metafield to set. Key may carry its namespace: "custom.gift".
type FieldInput struct {
	Ref   Ref  // of the cart, where one is named
	Cart  bool // the id was a cart's
	Key   string
	Type  string
	Value string
}

// FieldsOutcome is what became of setting metafields.
type FieldsOutcome struct {
	Fields []catalog.Metafield
	Cart   *Cart
	Errors []FieldError
}

// FieldError is a fault in one of the metafields. Code is one of the dialect's codes of metafield errors.
type FieldError struct {
	Code  string
	Index int // of the input
	Field []string
	Text  string
}

// SetFields sets metafields of one cart.
func (s *Service) SetFields(ctx context.Context, once Once, inputs []FieldInput) (FieldsOutcome, error) {
	return onceFields(ctx, s, once, func(tx database.Tx) (FieldsOutcome, error) {
		if len(inputs) == 0 {
			return FieldsOutcome{Fields: []catalog.Metafield{}}, nil
		}
		if len(inputs) > maxMetafields {
			return FieldsOutcome{Errors: []FieldError{{Code: "LESS_THAN_OR_EQUAL_TO", Field: []string{"metafields"},
				Text: "at most " + strconv.Itoa(maxMetafields) + " metafields are set at once"}}}, nil
		}
		var errs []FieldError
		for i, in := range inputs {
			if !in.Cart || in.Ref != inputs[0].Ref {
				errs = append(errs, FieldError{"INVALID_OWNER", i, origin{"metafields", i}.path("ownerId"), "the owner is one cart, named by its whole id"})
			}
		}
		c, err := s.owner(tx, inputs[0].Ref)
		if err != nil {
			return FieldsOutcome{}, err
		}
		if c == nil {
			errs = append(errs, FieldError{"INVALID_OWNER", 0, origin{"metafields", 0}.path("ownerId"), "there is no such cart"})
		}
		specs, more := fieldSpecs(inputs)
		if errs = append(errs, more...); len(errs) > 0 {
			return FieldsOutcome{Errors: errs}, nil
		}
		fields, err := s.catalog.SetFieldsIn(tx, ownerType, int64(c.ID), specs)
		return FieldsOutcome{Fields: fields, Cart: c}, err
	})
}

// RemoveField removes a metafield of a cart and tells its id.
func (s *Service) RemoveField(ctx context.Context, once Once, in FieldInput) (FieldsOutcome, error) {
	return onceFields(ctx, s, once, func(tx database.Tx) (FieldsOutcome, error) {
		c, err := s.owner(tx, in.Ref)
		if err != nil {
			return FieldsOutcome{}, err
		}
		if c == nil || !in.Cart {
			return FieldsOutcome{Errors: []FieldError{{"INVALID_OWNER", 0, []string{"input", "ownerId"}, "there is no such cart"}}}, nil
		}
		namespace, key := splitKey(in.Key)
		id, err := s.catalog.RemoveFieldIn(tx, ownerType, int64(c.ID), namespace, key)
		if err != nil {
			return FieldsOutcome{}, err
		}
		if id == 0 {
			return FieldsOutcome{Errors: []FieldError{{"METAFIELD_DOES_NOT_EXIST", 0, []string{"input", "key"}, "the cart has no such metafield"}}}, nil
		}
		return FieldsOutcome{Fields: []catalog.Metafield{{ID: id}}, Cart: c}, nil
	})
}

func onceFields(ctx context.Context, s *Service, once Once, do func(database.Tx) (FieldsOutcome, error)) (out FieldsOutcome, err error) {
	err = s.db.Declare(ctx, func(tx database.Tx) error {
		out, err = answered(tx, once, func(o *FieldsOutcome) ID { return idOf(o.Cart) }, func() (FieldsOutcome, error) { return do(tx) })
		return err
	})
	return out, err
}

// owner locks the cart that metafields are of; nil where the reference opens none.
func (s *Service) owner(tx database.Tx, ref Ref) (*Cart, error) {
	c, err := lock(tx, ref.Token)
	if fault.Is(err, fault.NotFound) || err == nil && !c.opens(ref, false) {
		return nil, nil //nolint:nilnil // the caller says so in its own words
	}
	return c, err
}

// fields checks the metafields of a new cart.
func (d *draft) fields(inputs []FieldInput, path func(i int, field string) []string) []catalog.MetafieldSpec {
	if len(inputs) > maxMetafields {
		d.refuse(MaximumExceeded, []string{"metafields"}, "at most %d metafields, got %d", maxMetafields, len(inputs))
		return nil
	}
	specs, errs := fieldSpecs(inputs)
	for _, e := range errs {
		d.refuse(InvalidMetafields, path(e.Index, e.Field[len(e.Field)-1]), "%s", e.Text)
	}
	return specs
}

// fieldSpecs reads metafields and says what is wrong with them.
func fieldSpecs(inputs []FieldInput) ([]catalog.MetafieldSpec, []FieldError) {
	var errs []FieldError
	specs := make([]catalog.MetafieldSpec, len(inputs))
	seen := map[string]bool{}
	for i, in := range inputs {
		wrong := func(code, field, text string) {
			errs = append(errs, FieldError{code, i, origin{"metafields", i}.path(field), text})
		}
		namespace, key := splitKey(in.Key)
		specs[i] = catalog.MetafieldSpec{Namespace: namespace, Key: key, Type: in.Type, Value: in.Value}
		known := metafield.Known(in.Type)
		switch {
		case !fieldKey.MatchString(namespace) || !fieldKey.MatchString(key):
			wrong("INVALID_VALUE", "key", "a key is made of letters, digits, - and _, two to 64 of them, with its namespace before a dot if it has one")
		case seen[namespace+"."+key]:
			wrong("INVALID_VALUE", "key", "the key "+quoted(in.Key)+" stands twice")
		case !known:
			wrong("INVALID_TYPE", "type", quoted(in.Type)+" is no type of metafields")
		case strings.TrimSpace(in.Value) == "":
			wrong("BLANK", "value", "a metafield has a value; remove it instead")
		case len(in.Value) > maxFieldValue:
			wrong("TOO_LONG", "value", "a value has at most "+strconv.Itoa(maxFieldValue)+" bytes")
		case !metafield.Fits(in.Type, in.Value):
			wrong("INVALID_VALUE", "value", "the value is none of the type "+in.Type)
		}
		seen[namespace+"."+key] = true
	}
	return specs, errs
}

const maxFieldValue = 65_535

var fieldKey = regexp.MustCompile(`^[A-Za-z0-9_$:-]{2,64}$`)

func splitKey(text string) (namespace, key string) {
	if i := strings.LastIndex(text, "."); i >= 0 {
		return text[:i], text[i+1:]
	}
	return DefaultNamespace, text
}
