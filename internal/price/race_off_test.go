//go:build !race

package price_test

// raced says that the race detector slows everything down.
const raced = false
