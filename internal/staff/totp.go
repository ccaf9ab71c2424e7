package staff

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/secret"
)

// period is how long a one-time password is shown (RFC 6238, section 5.2). One period to either side is accepted besides
// the present one: clocks differ, and people type slowly.
const period = 30 * time.Second

// How many recovery codes there are, and how they look: four groups of four letters, 80 random bits, so that a copy of
// their hashes is of no use.
const (
	recoveryCodes = 10
	codeLetters   = 16
)

// Enrolment is what an authenticator needs to know. It counts once ConfirmTOTP has seen a first code.
type Enrolment struct {
	Secret secret.Text // for typing
	URL    secret.Text // for a picture: otpauth://totp/…
}

// BeginTOTP makes a secret for one-time passwords, for the viewer's own account. It needs the password; what was switched
// on before stays until the new one is confirmed.
func (s *Service) BeginTOTP(ctx context.Context, v Viewer, password secret.Text) (Enrolment, error) {
	a, err := s.confirm(ctx, v, password)
	if err != nil {
		return Enrolment{}, err
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: s.issuer, AccountName: a.Email, Period: uint(period / time.Second), Rand: rand.Reader})
	if err != nil {
		return Enrolment{}, fmt.Errorf("make a secret for one-time passwords: %w", err)
	}
	err = s.db.InTx(ctx, func(tx database.Tx) error {
		now, err := lockAccount(tx, a.ID)
		if err != nil {
			return err
		}
		now.TOTPPending = secret.Text(s.sealer.Seal(key.Secret(), sealPlace(a.ID)))
		if err := changeAccount(tx, &now, "totp_pending"); err != nil {
			return err
		}
		return Record(tx, Entry{Actor: v, Action: "staff.beginTotp", Kind: "staff", ObjectID: a.ID})
	})
	return Enrolment{Secret: secret.Text(key.Secret()), URL: secret.Text(key.URL())}, err
}

// sealPlace binds a sealed secret to its account.
func sealPlace(id int64) string { return "staff " + strconv.FormatInt(id, 10) }

// ConfirmTOTP switches one-time passwords on, with a first code of the secret that BeginTOTP made, and gives the recovery
// codes: each signs in once, instead of a code. Other sessions of the account end. Faults: Conflict where nothing was
// begun, Invalid at code.
func (s *Service) ConfirmTOTP(ctx context.Context, v Viewer, code secret.Text) ([]secret.Text, error) {
	if err := v.person(); err != nil {
		return nil, err
	}
	if _, err := s.spend(ctx, newMeter("enrol", []byte(sealPlace(v.AccountID)), passwordGuesses)); err != nil {
		return nil, err
	}
	var codes []secret.Text
	err := s.db.InTx(ctx, func(tx database.Tx) error {
		a, err := lockAccount(tx, v.AccountID)
		if err != nil {
			return err
		}
		if a.TOTPPending == "" {
			return fault.Conflictf("", "one-time passwords were not begun; ask for a secret first")
		}
		before := factsOf(a)
		step, err := s.stepOf(a.TOTPPending, a.ID, string(code), tx.Now)
		if err != nil {
			return err
		}
		if step == 0 {
			f := fault.Invalidf("code", "this is not the present code; look at the clock of the device")
			f.Code = "WRONG_CREDENTIALS"
			return f
		}
		a.TOTPSecret, a.TOTPPending, a.TOTPStep = a.TOTPPending, "", max(a.TOTPStep, step)
		if err := changeAccount(tx, &a, "totp_secret", "totp_pending", "totp_step"); err != nil {
			return err
		}
		if codes, err = s.newCodes(tx, a.ID); err != nil {
			return err
		}
		if err := removeSessionsBut(tx, a.ID, v.TokenID); err != nil {
			return err
		}
		return Record(tx, Entry{Actor: v, Action: "staff.confirmTotp", Kind: "staff", ObjectID: a.ID, Before: before, After: factsOf(a)})
	})
	return codes, err
}

// NewRecoveryCodes replaces the viewer's recovery codes, used or not. It needs the password. Without one-time passwords
// it is a fault.Conflict.
func (s *Service) NewRecoveryCodes(ctx context.Context, v Viewer, password secret.Text) ([]secret.Text, error) {
	if _, err := s.confirm(ctx, v, password); err != nil {
		return nil, err
	}
	var codes []secret.Text
	err := s.db.InTx(ctx, func(tx database.Tx) error {
		a, err := lockAccount(tx, v.AccountID)
		if err != nil {
			return err
		}
		if !a.HasTOTP() {
			return fault.Conflictf("", "there are no recovery codes without one-time passwords; switch those on first")
		}
		if codes, err = s.newCodes(tx, a.ID); err != nil {
			return err
		}
		return Record(tx, Entry{Actor: v, Action: "staff.newRecoveryCodes", Kind: "staff", ObjectID: a.ID})
	})
	return codes, err
}

// RecoveryCodesLeft is how many of the viewer's recovery codes were not used yet.
func (s *Service) RecoveryCodesLeft(ctx context.Context, v Viewer) (int, error) {
	if err := v.person(); err != nil {
		return 0, err
	}
	return s.codesLeft(ctx, v.AccountID)
}

// DropTOTP switches the viewer's one-time passwords off. It needs the password.
func (s *Service) DropTOTP(ctx context.Context, v Viewer, password secret.Text) (a Account, err error) {
	if _, err := s.confirm(ctx, v, password); err != nil {
		return Account{}, err
	}
	err = s.db.InTx(ctx, func(tx database.Tx) error {
		if a, err = lockAccount(tx, v.AccountID); err != nil {
			return err
		}
		a, err = dropTOTP(tx, v, a)
		return err
	})
	return a, err
}

// ResetTOTP switches the one-time passwords of an account off, for somebody who has lost the device and the recovery
// codes, and signs it out everywhere. It needs StaffManage and everything that the account may.
func (s *Service) ResetTOTP(ctx context.Context, v Viewer, id int64) (Account, error) {
	if err := v.Need(StaffManage); err != nil {
		return Account{}, err
	}
	return s.write(ctx, v, func(tx database.Tx) (Account, error) {
		a, err := lockAccount(tx, id)
		if err != nil {
			return a, err
		}
		if err := v.mayGive(a.Role); err != nil {
			return Account{}, err
		}
		if err := removeSessions(tx, id); err != nil {
			return a, err
		}
		return dropTOTP(tx, v, a)
	})
}

// dropTOTP switches the one-time passwords of an account off that is locked.
func dropTOTP(tx database.Tx, v Viewer, a Account) (Account, error) {
	before := factsOf(a)
	a.TOTPSecret, a.TOTPPending = "", "" // the step stays: a code is accepted once, whatever happens
	if err := changeAccount(tx, &a, "totp_secret", "totp_pending"); err != nil {
		return a, err
	}
	if err := replaceCodes(tx, a.ID, nil); err != nil {
		return a, err
	}
	return a, Record(tx, Entry{Actor: v, Action: "staff.dropTotp", Kind: "staff", ObjectID: a.ID, Before: before, After: factsOf(a)})
}

// useCode accepts a one-time password or a recovery code, each once; all else is wrong.
func (s *Service) useCode(tx database.Tx, a Account, code string) error {
	if recovery, ok := normalCode(code); ok {
		used, err := markCode(tx, a.ID, hashCode(a.ID, recovery))
		if err == nil && !used {
			err = wrong()
		}
		return err
	}
	step, err := s.stepOf(a.TOTPSecret, a.ID, code, tx.Now)
	if err != nil {
		return err
	}
	if step == 0 {
		return wrong()
	}
	accepted, err := takeStep(tx, a.ID, step)
	if err == nil && !accepted {
		err = wrong()
	}
	return err
}

// stepOf finds the time step that a code belongs to, of those that are accepted now; 0 where there is none.
func (s *Service) stepOf(sealed secret.Text, id int64, code string, now time.Time) (int64, error) {
	plain, err := s.sealer.Open(string(sealed), sealPlace(id))
	if err != nil {
		return 0, fmt.Errorf("check a one-time password of staff account %d: %w", id, err)
	}
	code = strings.ReplaceAll(code, " ", "")
	present := now.Unix() / int64(period/time.Second)
	found := int64(0)
	for step := present - 1; step <= present+1; step++ {
		want, err := hotp.GenerateCodeCustom(plain, uint64(step), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, fmt.Errorf("check a one-time password of staff account %d: %w", id, err)
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			found = step
		}
	}
	return found, nil
}

// newCodes replaces the recovery codes of an account.
func (s *Service) newCodes(tx database.Tx, id int64) ([]secret.Text, error) {
	codes, rows := make([]secret.Text, recoveryCodes), make([]RecoveryCode, recoveryCodes)
	for i := range codes {
		letters := strings.ToLower(rand.Text()[:codeLetters])
		codes[i] = secret.Text(letters[:4] + "-" + letters[4:8] + "-" + letters[8:12] + "-" + letters[12:])
		rows[i] = RecoveryCode{AccountID: id, CodeHash: hashCode(id, letters), CreatedAt: tx.Now}
	}
	return codes, replaceCodes(tx, id, rows)
}

// normalCode is a recovery code as it is hashed, however it was typed.
func normalCode(code string) (string, bool) {
	code = strings.ToLower(strings.NewReplacer("-", "", " ", "").Replace(code))
	return code, len(code) == codeLetters
}

func hashCode(id int64, letters string) []byte {
	return secret.HashToken(sealPlace(id) + " " + letters)
}
