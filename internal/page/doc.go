// Package page cuts long listings into pages that stay in place while the listing moves.
//
// A page is asked for by key, not by number: "the first 20 after this row". The row is named by a Cursor, which holds
// its value in the order of the listing and its id, so a store finds the place with one seek into an index, and rows
// that are added or taken away in front of it shift nothing. Clients get cursors as opaque text.
//
// The path of a page is always the same. Check turns the four arguments of the client into a Want. The store fetches
// Limit+1 rows from the place on, in reverse if the want is Backward, and gives them to Cut, which makes a Conn of them.
// Rows that are in memory already go through Slice instead.
package page
