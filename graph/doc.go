// Package graph speaks GraphQL: it translates, authorises and batches. It holds no rules and no SQL.
//
// The schema stands in schema.graphqls and in one .graphqls file a domain; gqlgen makes the executor of it, in
// graph/internal/exec, and the skeletons of the resolvers, in *.resolvers.go. A resolver decodes its arguments, calls one
// service, and shapes the answer with package model; whatever needs more lines stands in the file of its domain.
//
// A request comes in through Engine.Execute: the guard weighs the document before anything expensive looks at it, the
// executor validates and runs it, and the presenter decides what a caller may see of an error.
package graph

//go:generate rm -rf internal/exec
//go:generate sh -c "cd .. && go tool gqlgen generate"
