//go:build race

package catalog_test

// slowdown is how much longer things may take under the race detector.
const slowdown = 5
