package catalog

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/fold"
)

// Edit is one act upon a product. Products are written as wholes: what is there is read and locked, laid out as a spec,
// changed, checked, and compared with what was, so that an act can touch as many parts as it likes, the number of statements
// does not depend on how many, and what nobody changes is not written.
type Edit struct {
	Action   string // what the audit log calls it: "product.update"
	Expected *int64 // the version that the act was thought out for; nil: whichever there is
	// Change makes of the spec what shall be. It may be called again, when the database asks for another try.
	Change func(s *Spec) error
}

// Edited is a product after an act, with its variants and media in their order.
type Edited struct {
	Product  Product
	Variants []Variant
	Media    []Placed
	Changed  bool
	Named    []int // as the spec has them
}

// EditProduct changes a product. Faults: NotFound at id, Conflict at expectedVersion with the product as it is now, those of
// Change, those of a spec, and TAKEN at handle and at the sku of a variant.
func (s *Service) EditProduct(ctx context.Context, by act.By, id ProductID, e Edit) (Edited, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Edited, error) {
		there, err := lockPresent(tx, id)
		if err != nil {
			return Edited{}, err
		}
		was, ok := there.byID[id]
		if !ok {
			return Edited{}, fault.NotFoundf("id", "there is no such product")
		}
		if err := act.Current(e.Expected, was.Version); err != nil {
			return there.edited(id), err
		}
		spec := there.specOf(id)
		if err := e.Change(&spec); err != nil {
			return there.edited(id), err
		}
		return s.declare(tx, by, e.Action, &spec, there)
	})
}

// CreateProduct makes a product. Without a handle it gets one by its title, with a number behind it where that is taken.
// Faults: those of a spec, and TAKEN at handle and at the sku of a variant.
func (s *Service) CreateProduct(ctx context.Context, by act.By, spec Spec) (Edited, error) {
	tries := 0
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Edited, error) {
		tries++
		return s.create(tx, by, "product.create", spec, tries)
	})
}

// create makes a product; tries counts how often that was begun. Many who make products of one title at the same time all
// find the same handle free: whoever comes too late takes one that nobody else thinks of.
func (s *Service) create(tx database.Tx, by act.By, action string, spec Spec, tries int) (Edited, error) {
	if spec.Handle != "" {
		return s.createAs(tx, by, action, spec)
	}
	handle := cmp.Or(fold.Handle(spec.Title), "product")
	if tries == 1 {
		free, err := freeHandle(tx, &Product{}, handle)
		if err != nil {
			return Edited{}, err
		}
		spec.Handle = free
		var f *fault.Fault
		out, err := s.createAs(tx, by, action, spec)
		if !errors.As(err, &f) || f.Code != "TAKEN" || f.Path[0] != "handle" {
			return out, err
		}
	}
	runes := []rune(handle)
	spec.Handle = strings.Trim(string(runes[:min(maxText-12, len(runes))]), "-") + "-" + strings.ToLower(rand.Text()[:8])
	return s.createAs(tx, by, action, spec)
}

// createAs makes a product of a spec with its handle.
func (s *Service) createAs(tx database.Tx, by act.By, action string, spec Spec) (Edited, error) {
	if err := spec.check(); err != nil { // before anything is looked for
		return Edited{}, err
	}
	there := newPresent()
	if err := there.lockLocation(tx); err != nil {
		return Edited{}, err
	}
	return s.declare(tx, by, action, &spec, there)
}

// SetProduct declares a product: find says which one, and change makes what shall be of what is there, or of a spec that is
// empty where nothing is.
func (s *Service) SetProduct(ctx context.Context, by act.By, id ProductID, handle string, e Edit) (Edited, error) {
	tries := 0
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Edited, error) {
		tries++
		there, err := lockNamed(tx, id, handle)
		if err != nil {
			return Edited{}, err
		}
		if len(there.ids) == 0 {
			if id != 0 {
				return Edited{}, fault.NotFoundf("identifier.id", "there is no such product")
			}
			if err := act.Current(e.Expected, 0); err != nil {
				return Edited{}, err
			}
			spec := Spec{Handle: handle, Status: Active}
			if err := e.Change(&spec); err != nil {
				return Edited{}, err
			}
			return s.create(tx, by, e.Action, spec, tries)
		}
		id := there.ids[0]
		if err := act.Current(e.Expected, there.byID[id].Version); err != nil {
			return there.edited(id), err
		}
		spec := there.specOf(id)
		if err := e.Change(&spec); err != nil {
			return there.edited(id), err
		}
		return s.declare(tx, by, e.Action, &spec, there)
	})
}

// declare makes a product what the spec says, in the transaction of an act.
func (s *Service) declare(tx database.Tx, by act.By, action string, spec *Spec, there *present) (Edited, error) {
	if err := spec.check(); err != nil {
		return there.edited(spec.ID), err
	}
	was := there.byID[spec.ID]
	if was.Handle != spec.Handle {
		if taken, err := handleTaken(tx, spec.Handle, spec.ID); err != nil || taken {
			return there.edited(spec.ID), orTaken(err, "handle", "another product has the handle %q", spec.Handle)
		}
	}
	if err := there.loadSKUs(tx, []*Spec{spec}); err != nil {
		return Edited{}, err
	}
	if err := there.loadLinked(tx, []*Spec{spec}); err != nil {
		return Edited{}, err
	}
	there.why = why{reason: Declared, who: by.Who()}
	p := newPlan(spec, there, tx.Now)
	if err := p.checkSKUs(); err != nil {
		return there.edited(spec.ID), err
	}
	if err := p.checkLocations(there); err != nil {
		return there.edited(spec.ID), err
	}
	if p.act() == Unchanged {
		moved, err := shelve(tx, &was, spec)
		if err == nil && moved {
			err = errors.Join(by.Note(tx, act.Entry{Action: action, Kind: "product", ID: int64(was.ID)}), tx.Changed("product", int64(was.ID)))
		}
		out := there.edited(spec.ID)
		out.Named = spec.Named
		return out, err
	}
	if !p.isNew() && was.Handle != spec.Handle {
		if err := s.rename(tx, was, spec.Handle); err != nil {
			return Edited{}, err
		}
	}
	if err := s.writePlans(tx, []*plan{p}, there); err != nil {
		return Edited{}, err
	}
	if _, err := shelve(tx, &p.product, spec); err != nil {
		return Edited{}, err
	}
	entry, err := noteProduct(action, p.product.ID, p.before, p.stateAfter())
	if err != nil {
		return Edited{}, err
	}
	if err := by.Note(tx, entry); err != nil {
		return Edited{}, err
	}
	return Edited{p.product, p.variants, p.media, true, spec.Named}, tx.Changed("product", int64(p.product.ID))
}

// rename gives a product its new handle before its row is overwritten, so that a handle that somebody else has taken
// meanwhile is a duplicate, and lets the old address lead to the new one.
func (s *Service) rename(tx database.Tx, was Product, handle string) error {
	if err := giveHandle(tx, was.ID, handle); err != nil {
		return err
	}
	if s.moved == nil {
		return nil
	}
	if err := s.moved(tx, "/products/"+was.Handle, "/products/"+handle); err != nil {
		return fmt.Errorf("let the old address of product %d lead to the new one: %w", was.ID, err)
	}
	return nil
}

// checkSKUs refuses an SKU that is newly given to a variant and another one's.
func (p *plan) checkSKUs() error {
	had := map[VariantID]string{}
	for _, v := range p.old.variants {
		had[v.ID] = v.SKU
	}
	for i := range p.variants {
		v := &p.variants[i]
		if sku, known := had[v.ID]; v.SKUKey != nil || skuKey(v.SKU) == nil || known && sku == v.SKU {
			continue
		}
		f := fault.Conflictf(at(p.spec.Variants[i].At, "variants", i)+".sku", "another variant has the SKU %q", v.SKU)
		f.Code = "TAKEN"
		return f
	}
	return nil
}

// orTaken is the error of a look at something unique, or the fault that it is somebody else's.
func orTaken(err error, path, format string, args ...any) error {
	if err != nil {
		return err
	}
	f := fault.Conflictf(path, format, args...)
	f.Code = "TAKEN"
	return f
}

// edited is a product as it is there.
func (t *present) edited(id ProductID) Edited {
	return Edited{Product: t.byID[id], Variants: t.variants[id], Media: t.media[id]}
}

// RemoveProduct removes a product with its variants, stock, metafields and places in collections. Media stay for whatever
// else shows them. Faults: NotFound at id, Conflict at expectedVersion.
func (s *Service) RemoveProduct(ctx context.Context, by act.By, id ProductID, expected *int64) (Edited, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Edited, error) {
		there, err := lockPresent(tx, id)
		if err != nil {
			return Edited{}, err
		}
		was, ok := there.byID[id]
		if !ok {
			return Edited{}, fault.NotFoundf("id", "there is no such product")
		}
		if err := act.Current(expected, was.Version); err != nil {
			return there.edited(id), err
		}
		spec := there.specOf(id)
		there.skus = map[string]VariantID{}
		before := newPlan(&spec, there, tx.Now).before
		if err := removeProduct(tx, there, id); err != nil {
			return Edited{}, err
		}
		entry, err := noteProduct("product.remove", id, before, nil)
		if err != nil {
			return Edited{}, err
		}
		if err := by.Note(tx, entry); err != nil {
			return Edited{}, err
		}
		return Edited{Product: was, Changed: true}, tx.Changed("product", int64(id))
	})
}

// DuplicateProduct makes a product like another one. Its variants begin without stock and without SKUs, since these are the
// others'. Faults: NotFound at productId, and those of CreateProduct for what change makes of the spec.
func (s *Service) DuplicateProduct(ctx context.Context, by act.By, id ProductID, change func(*Spec) error) (Edited, error) {
	tries := 0
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Edited, error) {
		tries++
		there, err := lockPresent(tx, id)
		if err != nil {
			return Edited{}, err
		}
		if len(there.ids) == 0 {
			return Edited{}, fault.NotFoundf("productId", "there is no such product")
		}
		spec := there.specOf(id)
		spec.ID, spec.Handle = 0, ""
		for i := range spec.Options {
			spec.Options[i].ID = 0
			for n := range spec.Options[i].Values {
				spec.Options[i].Values[n].ID = 0
			}
		}
		for i := range spec.Variants {
			spec.Variants[i].ID, spec.Variants[i].SKU = 0, ""
		}
		for i := range spec.Media {
			spec.Media[i].ID = 0
		}
		if err := change(&spec); err != nil {
			return Edited{}, err
		}
		return s.create(tx, by, "product.duplicate", spec, tries)
	})
}
