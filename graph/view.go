package graph

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"cartwright/graph/model"
	"cartwright/internal/shop"
)

// Clock tells the time.
type Clock func() time.Time

type viewKey struct{}

// view is what the answer is made for; it is there in every resolver.
func view(ctx context.Context) *model.View {
	v, _ := ctx.Value(viewKey{}).(*model.View)
	return v
}

// newView reads the @inContext directive of the operation. Countries and languages that the shop does not serve give way
// to its own, as clients expect.
func newView(s shop.Settings, origin string, now time.Time, op *graphql.OperationContext) *model.View {
	v := &model.View{Origin: origin, Storefront: s.PublicURL, Currency: s.Currency, Country: s.Country, Language: s.Language, Now: now}
	d := op.Operation.Directives.ForName("inContext")
	if d == nil {
		return v
	}
	if c := enumOf(d, "country", op.Variables); contains(s.Countries, c) {
		v.Country = c
	}
	if l := enumOf(d, "language", op.Variables); contains(s.Languages, l) {
		v.Language = l
	}
	return v
}

// askedCountry is the country that an operation asks for; empty where it leaves it to the shop.
func askedCountry(op *graphql.OperationContext) string {
	if d := op.Operation.Directives.ForName("inContext"); d != nil {
		return enumOf(d, "country", op.Variables)
	}
	return ""
}

func enumOf(d *ast.Directive, name string, variables map[string]any) string {
	arg := d.Arguments.ForName(name)
	if arg == nil {
		return ""
	}
	value, err := arg.Value.Value(variables)
	if err != nil { // validation has checked the value; what is odd is as good as absent
		return ""
	}
	text, _ := value.(string)
	return text
}

func contains(list []string, item string) bool {
	for _, l := range list {
		if l == item {
			return true
		}
	}
	return false
}
