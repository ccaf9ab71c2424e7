// Package database opens the shop's data and runs its units of work. It knows the dialects of SQL and no table.
//
// Three databases are served: SQLite, embedded, for a shop that needs no set-up; MySQL and MariaDB for everything else.
// Rooms write SQL that all three understand; what they cannot agree on (how to open, how to migrate, which errors ask for
// another try) stands here.
//
// Reading goes through Read, writing through InTx: one unit of work, one transaction, repeated as a whole when the
// database asks for it. SQLite has one writer, so its writing pool holds one connection, and readers have a pool of
// their own that cannot write.
package database
