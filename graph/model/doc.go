// Package model holds the shapes that GraphQL answers are made of.
//
// A type here wraps a row of a domain room and adds what the row cannot know: global ids, addresses below the host that
// the client used, the dialect's spelling. What the row already holds is a plain method, answered without any waiting;
// only what needs another read is left to a resolver. Things that came in one answer know each other as Siblings, so
// that the first one asked for its children fetches them for all.
package model
