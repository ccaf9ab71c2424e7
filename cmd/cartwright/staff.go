package main

import (
	"crypto/rand"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"cartwright/internal/page"
	"cartwright/internal/secret"
	"cartwright/internal/staff"
)

// staffCommands are for whoever sits at the machine: the first owner is made here, and a lost password is set anew.
type staffCommands struct {
	Create   staffCreate   `cmd:"" help:"Make an account for somebody who runs the shop."`
	List     staffList     `cmd:"" help:"List the accounts."`
	Role     staffRole     `cmd:"" help:"Give an account another role."`
	Password staffPassword `cmd:"" help:"Set an account's password anew, and sign it out everywhere."`
	Disable  staffDisable  `cmd:"" help:"Switch an account off, and sign it out everywhere."`
	Enable   staffEnable   `cmd:"" help:"Switch an account on."`
	Roles    staffRoles    `cmd:"" help:"Show what each role may do."`
	Key      keyCommands   `cmd:"" help:"API keys of programs."`
	Audit    staffAudit    `cmd:"" help:"Show what was written last, by whom."`
}

type keyCommands struct {
	Create keyCreate `cmd:"" help:"Make an API key; it is shown once."`
	List   keyList   `cmd:"" help:"List the API keys."`
	Remove keyRemove `cmd:"" help:"Take an API key away."`
}

// commandLine is the hand that the audit log sees.
var commandLine = staff.SystemViewer("the command line")

// withStaff opens the room of staff for a command.
func (f dataFlags) withStaff(s *session, do func(*staff.Service) error) error {
	return f.withRooms(s, func(r *rooms) error { return do(r.staff) })
}

// passwordFlags say where a password comes from. It is never an argument: those are seen by everybody on the machine.
type passwordFlags struct {
	PasswordFile string `help:"File with the password; without it one is made and shown." type:"existingfile" placeholder:"FILE"`
}

// password is the file's, or a new one; made tells which.
func (f passwordFlags) password() (text secret.Text, made bool, err error) {
	if f.PasswordFile == "" {
		return secret.Text(rand.Text()), true, nil
	}
	raw, err := os.ReadFile(f.PasswordFile)
	if err != nil {
		return "", false, fmt.Errorf("read the password: %w", err)
	}
	return secret.Text(strings.TrimRight(string(raw), "\r\n")), false, nil
}

// show prints a password that was made; there is no other way to learn it.
func show(s *session, text secret.Text, made bool) error {
	if !made {
		return nil
	}
	_, err := fmt.Fprintf(s.out, "password  %s\n", string(text))
	return err
}

type staffCreate struct {
	dataFlags
	passwordFlags
	Email string `arg:"" help:"E-mail address to sign in with."`
	Name  string `help:"The person's name." required:""`
	Role  string `help:"owner, catalogue, orders, support or read_only; see cartwright staff roles." default:"read_only"`
}

// Run makes an account.
func (c *staffCreate) Run(s *session) error {
	password, made, err := c.password()
	if err != nil {
		return err
	}
	return c.withStaff(s, func(room *staff.Service) error {
		a, err := room.Create(s.ctx, commandLine, staff.AccountSpec{Email: c.Email, Name: c.Name, Role: staff.Role(c.Role), Password: password})
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(s.out, "account   %d, %s, %s\n", a.ID, a.Email, a.Role); err != nil {
			return err
		}
		return show(s, password, made)
	})
}

type staffList struct{ dataFlags }

// Run lists accounts.
func (c *staffList) Run(s *session) error {
	return c.withStaff(s, func(room *staff.Service) error {
		want, err := page.Check(staff.AccountListing, page.Args{First: all()})
		if err != nil {
			return err
		}
		list, err := room.List(s.ctx, commandLine, want)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tEMAIL\tNAME\tROLE\tSTATE\tTWO FACTORS")
		for _, a := range list.Nodes {
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\n", a.ID, a.Email, a.Name, a.Role, a.State, yesNo(a.HasTOTP()))
		}
		return w.Flush()
	})
}

func all() *int { n := page.Max; return &n }

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// accountArg names an account by its address.
type accountArg struct {
	dataFlags
	Email string `arg:"" help:"The account's e-mail address."`
}

func (c accountArg) each(s *session, do func(*staff.Service, staff.Account) error) error {
	return c.withStaff(s, func(room *staff.Service) error {
		a, err := room.FindByEmail(s.ctx, commandLine, c.Email)
		if err != nil {
			return err
		}
		return do(room, a)
	})
}

type staffRole struct {
	accountArg
	Role string `arg:"" help:"The role; see cartwright staff roles."`
}

// Run gives another role.
func (c *staffRole) Run(s *session) error {
	return c.each(s, func(room *staff.Service, a staff.Account) error {
		role := staff.Role(c.Role)
		_, err := room.Update(s.ctx, commandLine, a.ID, staff.Change{Role: &role})
		return err
	})
}

type staffPassword struct {
	accountArg
	passwordFlags
}

// Run sets a password anew.
func (c *staffPassword) Run(s *session) error {
	password, made, err := c.password()
	if err != nil {
		return err
	}
	return c.each(s, func(room *staff.Service, a staff.Account) error {
		if _, err := room.SetPassword(s.ctx, commandLine, a.ID, password); err != nil {
			return err
		}
		return show(s, password, made)
	})
}

type staffDisable struct{ accountArg }

// Run switches an account off.
func (c *staffDisable) Run(s *session) error {
	return c.each(s, func(room *staff.Service, a staff.Account) error { return room.Disable(s.ctx, commandLine, a.ID) })
}

type staffEnable struct{ accountArg }

// Run switches an account on.
func (c *staffEnable) Run(s *session) error {
	return c.each(s, func(room *staff.Service, a staff.Account) error { return room.Enable(s.ctx, commandLine, a.ID) })
}

type staffRoles struct{}

// Run shows the matrix of roles.
func (*staffRoles) Run(s *session) error {
	w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
	fmt.Fprint(w, "PERMISSION")
	for _, r := range staff.Roles() {
		fmt.Fprintf(w, "\t%s", r)
	}
	fmt.Fprintln(w)
	for _, p := range staff.Permissions() {
		fmt.Fprint(w, p)
		for _, r := range staff.Roles() {
			fmt.Fprintf(w, "\t%s", map[bool]string{true: "yes", false: "-"}[r.May(p)])
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}

type keyCreate struct {
	dataFlags
	Name    string        `arg:"" help:"What the key is for."`
	Scope   []string      `help:"What it may do, such as products.write; may be given several times. See cartwright staff roles." required:""`
	Expires time.Duration `help:"For how long it is good, such as 2160h; forever without it."`
}

// Run makes an API key.
func (c *keyCreate) Run(s *session) error {
	spec := staff.KeySpec{Name: c.Name}
	for _, scope := range c.Scope {
		spec.Scopes = append(spec.Scopes, staff.Permission(scope))
	}
	if c.Expires > 0 {
		at := time.Now().Add(c.Expires)
		spec.ExpiresAt = &at
	}
	return c.withStaff(s, func(room *staff.Service) error {
		plain, t, err := room.CreateKey(s.ctx, commandLine, spec)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(s.out, "key %d, shown this once:\n%s\n", t.ID, string(plain))
		return err
	})
}

type keyList struct{ dataFlags }

// Run lists API keys.
func (c *keyList) Run(s *session) error {
	return c.withStaff(s, func(room *staff.Service) error {
		want, err := page.Check(staff.TokenListing, page.Args{First: all()})
		if err != nil {
			return err
		}
		list, err := room.Keys(s.ctx, commandLine, want)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tNAME\tKEY\tSCOPES\tEXPIRES\tLAST USED")
		for _, t := range list.Nodes {
			var scopes []string
			for _, p := range t.Scopes {
				scopes = append(scopes, string(p))
			}
			slices.Sort(scopes)
			fmt.Fprintf(w, "%d\t%s\t%s…\t%s\t%s\t%s\n", t.ID, t.Name, t.Prefix, strings.Join(scopes, " "), moment(t.ExpiresAt), moment(t.LastUsedAt))
		}
		return w.Flush()
	})
}

func moment(t *time.Time) string {
	if t == nil {
		return "never"
	}
	return t.Format(time.RFC3339)
}

type keyRemove struct {
	dataFlags
	ID int64 `arg:"" help:"The key's number."`
}

// Run takes an API key away.
func (c *keyRemove) Run(s *session) error {
	return c.withStaff(s, func(room *staff.Service) error { return room.RemoveKey(s.ctx, commandLine, c.ID) })
}

type staffAudit struct {
	dataFlags
	Last int `help:"How many entries." default:"20"`
}

// Run shows the latest entries of the audit log.
func (c *staffAudit) Run(s *session) error {
	return c.withStaff(s, func(room *staff.Service) error {
		want, err := page.Check(staff.AuditListing, page.Args{First: &c.Last})
		if err != nil {
			return err
		}
		list, err := room.Audit(s.ctx, commandLine, staff.AuditQuery{Want: want})
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(s.out, 0, 8, 2, ' ', 0)
		fmt.Fprintln(w, "AT\tBY\tACTION\tOBJECT\tREQUEST")
		for _, e := range list.Nodes {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s %d\t%s\n", e.At.Format(time.RFC3339), e.ActorName, e.Action, e.ObjectKind, e.ObjectID, e.RequestID)
		}
		return w.Flush()
	})
}
