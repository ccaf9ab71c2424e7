package graph

import (
	"context"

	"cartwright/graph/model"
	"cartwright/internal/act"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/secret"
	"cartwright/internal/staff"
)

type viewerKey struct{}

// viewer is who of staff asks; nobody where it is somebody else. What they may not do, the room of staff refuses.
func viewer(ctx context.Context) staff.Viewer {
	v, _ := ctx.Value(viewerKey{}).(staff.Viewer)
	return v
}

// by is the viewer's hand in the rooms, with the idempotency key of the mutation that is being answered.
func by(ctx context.Context) act.By { return staff.By(viewer(ctx), once(ctx)) }

// hand is the viewer who writes in their own room, with the idempotency key of the mutation that is being answered.
func hand(ctx context.Context) staff.Viewer {
	v := viewer(ctx)
	v.Once = once(ctx)
	return v
}

// staffPayload shows what became of a mutation that is about staff. Faults of the request are data, below the argument that
// they belong to; too many tries, and what is not the request's fault, are errors.
func staffPayload(argument string, p *model.StaffPayload, err error) (*model.StaffPayload, error) {
	if fault.Is(err, fault.Limit) {
		return nil, err
	}
	late := stale(err)
	faults, err := userErrors(argument, err)
	switch {
	case err != nil:
		return nil, err
	case len(faults) > 0 && !late:
		p = &model.StaffPayload{}
	}
	p.UserErrors = faults
	return p, nil
}

// memberPayload shows an account that was written.
func memberPayload(argument string, a staff.Account, err error) (*model.StaffPayload, error) {
	return staffPayload(argument, &model.StaffPayload{StaffMember: model.NewStaffMember(&a)}, err)
}

// signInStaff opens a session.
func (r *Resolver) signInStaff(ctx context.Context, in model.StaffSignInInput) (*model.StaffPayload, error) {
	from := client(ctx)
	s, err := r.staff.SignIn(ctx, staff.Attempt{Email: in.Email, Password: secret.Text(in.Password), Code: secret.Text(said(in.Code)),
		Device: or(in.Device.Value(), from.Device), Address: from.Address, RequestID: r.requestID(ctx)})
	return r.staffSession(ctx, s, err)
}

// staffSession shows a session that was opened, with whose it is.
func (r *Resolver) staffSession(ctx context.Context, s staff.Session, err error) (*model.StaffPayload, error) {
	if err != nil {
		return staffPayload("", nil, err)
	}
	a, err := r.staff.Find(ctx, s.Viewer, s.Viewer.AccountID)
	return staffPayload("", &model.StaffPayload{AccessToken: new(string(s.Token)), ExpiresAt: &s.ExpiresAt, StaffMember: model.NewStaffMember(&a)}, err)
}

func (r *Resolver) changeStaffPassword(ctx context.Context, password, newPassword string) (*model.StaffPayload, error) {
	s, err := r.staff.ChangePassword(ctx, viewer(ctx), secret.Text(password), secret.Text(newPassword))
	return r.staffSession(ctx, s, err)
}

func (r *Resolver) beginTOTP(ctx context.Context, password string) (*model.StaffPayload, error) {
	e, err := r.staff.BeginTOTP(ctx, viewer(ctx), secret.Text(password))
	return staffPayload("", &model.StaffPayload{Secret: new(string(e.Secret)), URL: new(string(e.URL))}, err)
}

// recoveryCodes shows codes that were made.
func recoveryCodes(codes []secret.Text, err error) (*model.StaffPayload, error) {
	p := &model.StaffPayload{}
	for _, c := range codes {
		p.RecoveryCodes = append(p.RecoveryCodes, string(c))
	}
	return staffPayload("", p, err)
}

func (r *Resolver) createMember(ctx context.Context, in model.StaffMemberCreateInput) (*model.StaffPayload, error) {
	a, err := r.staff.Create(ctx, hand(ctx), staff.AccountSpec{Email: in.Email, Name: in.Name, Role: model.RoleOf(in.Role), Password: secret.Text(in.Password)})
	return memberPayload("input", a, err)
}

func (r *Resolver) updateMember(ctx context.Context, gid string, in model.StaffMemberUpdateInput, expected *int) (*model.StaffPayload, error) {
	change := staff.Change{Expected: version(expected), Email: in.Email.Value(), Name: in.Name.Value()}
	if role := in.Role.Value(); role != nil {
		change.Role = new(model.RoleOf(*role))
	}
	if active := in.Active.Value(); active != nil {
		change.State = new(map[bool]staff.State{true: staff.Active, false: staff.Disabled}[*active])
	}
	a, err := r.staff.Update(ctx, hand(ctx), numberOf("StaffMember", gid), change)
	if fault.Is(err, fault.NotFound) { // it is at the id, beside the input
		return memberPayload("", a, err)
	}
	return memberPayload("input", a, err)
}

func (r *Resolver) deleteMember(ctx context.Context, gid string, expected *int) (*model.StaffPayload, error) {
	a, err := r.staff.Remove(ctx, hand(ctx), numberOf("StaffMember", gid), version(expected))
	if stale(err) {
		return memberPayload("", a, err)
	}
	return staffPayload("", &model.StaffPayload{DeletedStaffMemberID: &gid}, err)
}

func (r *Resolver) createKey(ctx context.Context, in model.APIKeyCreateInput) (*model.StaffPayload, error) {
	spec := staff.KeySpec{Name: in.Name, ExpiresAt: in.ExpiresAt.Value()}
	for _, p := range in.Scopes {
		spec.Scopes = append(spec.Scopes, model.PermissionOf(p))
	}
	plain, t, err := r.staff.CreateKey(ctx, hand(ctx), spec)
	p := &model.StaffPayload{APIKey: model.NewAPIKey(&t)}
	if plain != "" {
		p.Secret = new(string(plain))
	}
	return staffPayload("input", p, err)
}

// currentMember is who asks; null for a program.
func (r *Resolver) currentMember(ctx context.Context) (*model.StaffMember, error) {
	if viewer(ctx).Kind != staff.Person {
		return nil, nil //nolint:nilnil // a program is nobody
	}
	a, err := r.staff.Find(ctx, viewer(ctx), viewer(ctx).AccountID)
	return model.NewStaffMember(&a), err
}

// member finds an account; null where there is none, or not for the viewer.
func (r *Resolver) member(ctx context.Context, gid string) (*model.StaffMember, error) {
	id, ok, err := parseID("id", gid, "StaffMember")
	if err != nil || !ok {
		return nil, err
	}
	a, err := r.staff.Find(ctx, viewer(ctx), id)
	return absent(model.NewStaffMember(&a), err)
}

func (r *Resolver) members(ctx context.Context, args page.Args) (*model.StaffMemberConnection, error) {
	want, err := page.Check(staff.AccountListing, args)
	if err != nil {
		return nil, err
	}
	rows, err := r.staff.List(ctx, viewer(ctx), want)
	return model.NewStaffMembers(rows), err
}

// sessionsOfMember are where an account is signed in; one statement brings those of all accounts of a page.
func (r *Resolver) sessionsOfMember(ctx context.Context, m *model.StaffMember) ([]model.StaffSession, error) {
	found, err := model.Share(ctx, m.Kin, "sessions", func(ctx context.Context, ids []int64) (map[int64][]staff.Token, error) {
		return r.staff.SessionsOf(ctx, viewer(ctx), ids)
	})
	out := []model.StaffSession{}
	for _, t := range found[m.Row.ID] {
		out = append(out, *model.NewStaffSession(t, viewer(ctx).TokenID))
	}
	return out, err
}

// codesLeft is how many recovery codes the viewer has; null for another's account, or without one-time passwords.
func (r *Resolver) codesLeft(ctx context.Context, m *model.StaffMember) (*int, error) {
	if v := viewer(ctx); v.Kind != staff.Person || v.AccountID != m.Row.ID || !m.Row.HasTOTP() {
		return nil, nil //nolint:nilnil // the schema's null
	}
	n, err := r.staff.RecoveryCodesLeft(ctx, viewer(ctx))
	return &n, err
}

func (r *Resolver) keys(ctx context.Context, args page.Args) (*model.APIKeyConnection, error) {
	want, err := page.Check(staff.TokenListing, args)
	if err != nil {
		return nil, err
	}
	rows, err := r.staff.Keys(ctx, viewer(ctx), want)
	return model.NewAPIKeys(rows), err
}

// creatorOf is who made a key; null for the command line.
func (r *Resolver) creatorOf(ctx context.Context, k *model.APIKey) (*model.StaffMember, error) {
	if k.Row.AccountID == nil {
		return nil, nil //nolint:nilnil // the schema's null
	}
	found, err := model.Share(ctx, k.Creators, "creators", func(ctx context.Context, ids []int64) (map[int64]staff.Account, error) {
		return r.staff.ByIDs(ctx, viewer(ctx), ids)
	})
	a, ok := found[*k.Row.AccountID]
	if err != nil || !ok {
		return nil, err
	}
	return model.NewStaffMember(&a), nil
}

// audit pages over what was written.
func (r *Resolver) audit(ctx context.Context, args page.Args, filter *model.AuditLogFilter) (*model.AuditEntryConnection, error) {
	want, err := page.Check(staff.AuditListing, args)
	if err != nil {
		return nil, err
	}
	q := staff.AuditQuery{Want: want}
	if filter != nil {
		q.Action, q.ObjectKind = said(filter.Action), said(filter.ObjectKind)
		q.ActorKind = model.ActorKindOf(said(filter.ActorKind))
		if q.ActorID, err = auditNumber("filter.actorId", filter.ActorID.Value()); err != nil {
			return nil, err
		}
		if q.ObjectID, err = auditNumber("filter.objectId", filter.ObjectID.Value()); err != nil {
			return nil, err
		}
	}
	rows, err := r.staff.Audit(ctx, viewer(ctx), q)
	return model.NewConnection(page.Map(rows, func(e staff.AuditEntry) *model.AuditEntry { return model.NewAuditEntry(e) })), err
}

// auditNumber is the number in a global id; 0 where none is given.
func auditNumber(argument string, gid *string) (int64, error) {
	if gid == nil {
		return 0, nil
	}
	_, n, ok := model.ParseGID(*gid)
	if !ok {
		return 0, malformed(argument, *gid)
	}
	return n, nil
}
