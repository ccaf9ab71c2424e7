// Package sqlite3 is empty on purpose.
//
// GORM's SQLite dialector imports the cgo driver of this name for its side effect alone. Cartwright opens SQLite through
// modernc.org/sqlite, which needs no C compiler, so the module's replace directive puts this package in its place: a
// minute and a half of compiling C is saved, and the binary stays static.
package sqlite3
