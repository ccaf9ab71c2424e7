//go:build race

package graph_test

// raceEnabled: the race detector makes everything slower by far.
const raceEnabled = true
