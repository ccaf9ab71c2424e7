package shop

import (
	"context"
	"strings"

	"cartwright/internal/act"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/richtext"
)

// policyTitles are what policies are called where nobody said otherwise. Their handles are the kinds, with hyphens.
var policyTitles = map[PolicyKind]string{
	Privacy: "Privacy policy", Refund: "Refund policy", Shipping: "Shipping policy", TermsOfService: "Terms of service", TermsOfSale: "Terms of sale",
	LegalNotice: "Legal notice", Contact: "Contact information", Subscription: "Subscription policy",
}

// policyHandle is what a policy is found by where nobody said otherwise.
func policyHandle(kind PolicyKind) string {
	handle := strings.ReplaceAll(string(kind), "_", "-")
	switch kind {
	case Privacy, Refund, Shipping, Subscription:
		return handle + "-policy"
	}
	return handle
}

// UpdatePolicy writes the body of a policy, which is made where there is none; an empty body removes it. Its HTML is made
// harmless. Faults are at type and body, and a Conflict at expectedVersion, beside which the policy is as it is; 0 is the version
// of one that is not there.
func (s *Service) UpdatePolicy(ctx context.Context, by act.By, expected *int64, kind PolicyKind, body string) (Policy, error) {
	return act.Do(ctx, s.db, by, func(tx database.Tx) (Policy, error) {
		if policyTitles[kind] == "" {
			return Policy{}, fault.Invalidf("type", "%q is no policy", kind)
		}
		if len(body) > maxBody {
			return Policy{}, fault.Limitf("body", "at most %d bytes, got %d", maxBody, len(body))
		}
		if err := checkText("body", body, maxBody, true); err != nil {
			return Policy{}, err
		}
		was, err := holdPolicy(tx, kind)
		if err != nil {
			return was, err
		}
		if err := act.Current(expected, was.Version); err != nil {
			return was, err
		}
		row := was
		row.Body = richtext.Sanitize(body)
		if row.Body == was.Body {
			return was, nil
		}
		if row.Version++; was.ID == 0 {
			row.Kind, row.Handle, row.Title, row.CreatedAt = kind, policyHandle(kind), policyTitles[kind], tx.Now
		}
		row.UpdatedAt = tx.Now
		return row, writePolicy(tx, by, was, &row)
	})
}

func writePolicy(tx database.Tx, by act.By, was Policy, row *Policy) error {
	entry := act.Entry{Action: "policy.update", Kind: "policy"}
	if was.ID != 0 {
		entry.Before = was
	}
	if row.Body == "" {
		if err := removeRow(tx, "policies", was.ID); err != nil {
			return err
		}
		entry.ID, *row = was.ID, Policy{}
	} else {
		rows := []Policy{*row}
		if err := overwrite(tx, "policies", rows, func(r *Policy) int64 { return r.ID }); err != nil {
			return err
		}
		*row = rows[0]
		entry.ID, entry.After = row.ID, *row
	}
	if err := tx.Changed("shop", 1); err != nil {
		return err
	}
	return by.Note(tx, entry)
}
