// Package playground serves the pages for people: a landing page that shows the shop and says how to point a storefront
// at it, and a playground to try queries in. Everything comes out of the binary and asks no other host for anything.
//
// There are two playgrounds. GraphiQL, with completion and checking as one types, is bundled by npm into
// assets/graphiql (the sources are in web/); the result is embedded when it is there at build time and is not kept in
// the repository. Whoever has only Go gets the light playground, a few hundred lines of script without dependencies.
// Both offer the queries of assets/examples. A page offers an example only where the schema it has just read holds
// every root field that the example uses, so the list is right on a server that serves only a part of the dialect.
//
// The content security policy lets a page load scripts, styles and fonts from this server alone. GraphiQL's editor
// writes style elements at run time, so its page allows inline styles, and nothing else beyond the others.
package playground

//go:generate npm --prefix web ci
//go:generate npm --prefix web run build
