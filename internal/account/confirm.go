package account

import "context"

// Confirm asks a signed-in customer for the password once more, before something that cannot be undone. Tries are counted
// apart from those of signing in: strangers cannot use them up.
func (s *Service) Confirm(ctx context.Context, c Customer, password string, from Client) error {
	if err := s.spend(ctx, metersOf("confirm", c.Email, from)); err != nil {
		return err
	}
	ok, _, err := s.hasher.Verify(ctx, string(c.PasswordHash), password)
	if err != nil {
		return busy(err)
	}
	if !ok {
		return invalid(codeUnidentified, "this is not the password", "password")
	}
	return nil
}
