package main

import (
	"fmt"
	"strings"

	"cartwright/internal/cart"
)

// cartCommands are for people who help buyers.
type cartCommands struct {
	Explain explainCommand `cmd:"" help:"Show step by step how a cart comes to its total."`
}

type explainCommand struct {
	dataFlags
	ID string `arg:"" help:"The cart's id, as clients know it (gid://shopify/Cart/…), or its token."`
}

// Run prints the arithmetic of a cart. It changes nothing.
func (c *explainCommand) Run(s *session) error {
	r, err := c.openCurrent(s)
	if err != nil {
		return err
	}
	ref, ok := cart.ParseRef(strings.TrimPrefix(c.ID, "gid://shopify/Cart/"))
	if !ok {
		return withClose(fmt.Errorf("%q is no id of a cart; it looks like gid://shopify/Cart/ and a token", c.ID), r)
	}
	text, err := r.carts.Explain(s.ctx, ref.Token)
	if err != nil {
		return withClose(err, r)
	}
	if _, err := fmt.Fprint(s.out, text); err != nil {
		return withClose(err, r)
	}
	return r.Close()
}
