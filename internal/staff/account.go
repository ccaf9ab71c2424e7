package staff

import (
	"context"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/secret"
)

// AccountSpec says what a new account is.
type AccountSpec struct {
	Email    string
	Name     string
	Role     Role
	Password secret.Text
}

// AccountListing is the name that cursors of the accounts carry.
const AccountListing = "staff"

// facts are what the audit log remembers of an account.
type facts struct {
	Email string `json:"email"`
	Name  string `json:"name"`
	Role  Role   `json:"role"`
	State State  `json:"state"`
	TOTP  bool   `json:"totp"`
}

func factsOf(a Account) facts { return facts{a.Email, a.Name, a.Role, a.State, a.HasTOTP()} }

// mayGive is a fault.Denied where a role may something that the viewer may not: nobody makes another mightier than
// themselves, or puts a hand on one who is.
func (v Viewer) mayGive(r Role) error {
	if v.allowed.covers(setOf(matrix[r])) {
		return nil
	}
	return denied("ACCESS_DENIED", "the role %s may do what you may not", r)
}

// Create makes an account. It needs StaffManage and everything that the role may. Faults: Invalid at email (TAKEN where
// there is an account with it), name, role, password.
func (s *Service) Create(ctx context.Context, v Viewer, spec AccountSpec) (Account, error) {
	if err := v.Need(StaffManage); err != nil {
		return Account{}, err
	}
	email, key, err := checkEmail(spec.Email)
	if err != nil {
		return Account{}, err
	}
	name, err := checkName(spec.Name)
	if err != nil {
		return Account{}, err
	}
	if err := checkRole(v, spec.Role); err != nil {
		return Account{}, err
	}
	if err := checkPassword("password", spec.Password, email); err != nil {
		return Account{}, err
	}
	stored, err := s.hash(ctx, spec.Password)
	if err != nil {
		return Account{}, err
	}
	return s.write(ctx, v, func(tx database.Tx) (Account, error) {
		a := Account{Email: email, EmailKey: key, Name: name, Role: spec.Role, State: Active, PasswordHash: stored, CreatedAt: tx.Now, UpdatedAt: tx.Now, Version: 1}
		if err := insertAccount(tx, &a); err != nil {
			return a, taken(err)
		}
		return a, Record(tx, Entry{Actor: v, Action: "staff.create", Kind: "staff", ObjectID: a.ID, After: factsOf(a)})
	})
}

func checkRole(v Viewer, r Role) error {
	if !r.Valid() {
		return fault.Invalidf("role", "there is no role %q; use one of %v", r, Roles())
	}
	return v.mayGive(r)
}

// taken makes a fault of a write that met another account's address.
func taken(err error) error {
	if !database.IsDuplicate(err) {
		return err
	}
	f := fault.Invalidf("email", "there is an account with this e-mail address already")
	f.Code = "TAKEN"
	return f
}

// kept is an account as it is answered: under an idempotency key it is kept without its secrets.
type kept struct {
	Account Account
	TOTP    bool
}

// write does something to an account, once where the viewer's request came under an idempotency key.
func (s *Service) write(ctx context.Context, v Viewer, work func(database.Tx) (Account, error)) (Account, error) {
	k, err := act.Do(ctx, s.db, By(v, v.Once), func(tx database.Tx) (kept, error) {
		a, err := work(tx)
		return kept{a, a.HasTOTP()}, err
	})
	if !k.TOTP {
		k.Account.TOTPSecret = ""
	}
	return k.Account, err
}

// Change says what becomes of an account; nil leaves it as it is.
type Change struct {
	Expected *int64 // the version that it was thought out for; nil: whatever there is
	Email    *string
	Name     *string
	Role     *Role
	State    *State
}

// Update changes an account. It needs StaffManage and everything that the account may, before and after; one's own name
// needs nothing. The last active owner stays one: a fault.Conflict with the code LAST_OWNER. Who is disabled is signed out
// everywhere, and the keys that they made are void for as long. A stale Expected is a fault.Conflict, with the account as it
// is.
func (s *Service) Update(ctx context.Context, v Viewer, id int64, c Change) (Account, error) {
	onlyOwnName := v.Kind == Person && v.AccountID == id && c.Email == nil && c.Role == nil && c.State == nil
	if !onlyOwnName {
		if err := v.Need(StaffManage); err != nil {
			return Account{}, err
		}
	}
	return s.write(ctx, v, func(tx database.Tx) (Account, error) {
		before, others, err := lockBeside(tx, id)
		if err != nil {
			return before, err
		}
		if err := v.mayGive(before.Role); err != nil && !onlyOwnName {
			return Account{}, err
		}
		if err := act.Current(c.Expected, before.Version); err != nil {
			return before, err
		}
		a, err := apply(v, before, c)
		if err != nil {
			return before, err
		}
		if before.ownerNow() && !a.ownerNow() && others == 0 {
			return before, lastOwner()
		}
		if err := changeAccount(tx, &a, "email", "email_key", "name", "role", "state"); err != nil {
			return before, taken(err)
		}
		if a.State != Active {
			if err := removeSessions(tx, id); err != nil {
				return before, err
			}
		}
		return a, Record(tx, Entry{Actor: v, Action: "staff.update", Kind: "staff", ObjectID: id, Before: factsOf(before), After: factsOf(a)})
	})
}

// apply is an account after a change.
func apply(v Viewer, a Account, c Change) (Account, error) {
	var err error
	if c.Email != nil {
		if a.Email, a.EmailKey, err = checkEmail(*c.Email); err != nil {
			return a, err
		}
	}
	if c.Name != nil {
		if a.Name, err = checkName(*c.Name); err != nil {
			return a, err
		}
	}
	if c.Role != nil {
		if err = checkRole(v, *c.Role); err != nil {
			return a, err
		}
		a.Role = *c.Role
	}
	if c.State != nil {
		if *c.State != Active && *c.State != Disabled {
			return a, fault.Invalidf("state", "an account is active or disabled")
		}
		a.State = *c.State
	}
	return a, nil
}

func (a Account) ownerNow() bool { return a.Role == Owner && a.State == Active }

func lastOwner() error {
	f := fault.Conflictf("", "this is the last owner who can sign in; make somebody else an owner first")
	f.Code = "LAST_OWNER"
	return f
}

// Disable keeps an account from being used, and Enable lets it be used again. Both are Update.
func (s *Service) Disable(ctx context.Context, v Viewer, id int64) error {
	_, err := s.Update(ctx, v, id, Change{State: new(Disabled)})
	return err
}

// Enable lets an account be used again.
func (s *Service) Enable(ctx context.Context, v Viewer, id int64) error {
	_, err := s.Update(ctx, v, id, Change{State: new(Active)})
	return err
}

// Remove removes an account with its sessions and the keys it made; the audit log keeps its name. It needs what Update
// needs, and refuses the last active owner and a stale version likewise; nil expects none. It answers with the account as
// it was.
func (s *Service) Remove(ctx context.Context, v Viewer, id int64, expected *int64) (Account, error) {
	if err := v.Need(StaffManage); err != nil {
		return Account{}, err
	}
	return s.write(ctx, v, func(tx database.Tx) (Account, error) {
		a, others, err := lockBeside(tx, id)
		if err != nil {
			return a, err
		}
		if err := v.mayGive(a.Role); err != nil {
			return Account{}, err
		}
		if err := act.Current(expected, a.Version); err != nil {
			return a, err
		}
		if a.ownerNow() && others == 0 {
			return a, lastOwner()
		}
		if err := removeAccount(tx, id); err != nil {
			return a, err
		}
		return a, Record(tx, Entry{Actor: v, Action: "staff.remove", Kind: "staff", ObjectID: id, Before: factsOf(a)})
	})
}

// Find is an account by its id, to whoever may manage staff, and one's own to everybody; a fault.NotFound to others.
func (s *Service) Find(ctx context.Context, v Viewer, id int64) (Account, error) {
	if !v.May(StaffManage) && (v.Kind != Person || v.AccountID != id) {
		return Account{}, noAccount()
	}
	return s.account(ctx, id)
}

// FindByEmail is an account by its address, for whoever may manage staff.
func (s *Service) FindByEmail(ctx context.Context, v Viewer, email string) (Account, error) {
	if err := v.Need(StaffManage); err != nil {
		return Account{}, err
	}
	a, err := s.accountByKey(ctx, loginKey(email))
	if err == nil && a.ID == 0 {
		return a, noAccount()
	}
	return a, err
}

// ByIDs are accounts by their ids, for whoever may manage staff. It needs StaffManage.
func (s *Service) ByIDs(ctx context.Context, v Viewer, ids []int64) (map[int64]Account, error) {
	if err := v.Need(StaffManage); err != nil {
		return nil, err
	}
	return s.accountsByIDs(ctx, ids)
}

func noAccount() error { return fault.NotFoundf("id", "there is no such staff account") }

// List lists the accounts by their ids. It needs StaffManage.
func (s *Service) List(ctx context.Context, v Viewer, want page.Want) (page.Conn[Account], error) {
	if err := v.Need(StaffManage); err != nil {
		return page.Conn[Account]{}, err
	}
	rows, err := listByID[Account](s.db.Read(ctx), want, false, nil)
	if err != nil {
		return page.Conn[Account]{}, err
	}
	return page.Cut(want, rows, func(a Account) string { return page.Cursor{ID: a.ID}.Encode(AccountListing) }), nil
}
