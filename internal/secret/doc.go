// Package secret holds what the rooms that know people have in common: passwords that are kept as hashes, tokens that
// are kept as hashes, texts that are kept sealed, and texts that are never printed.
//
// A password is guessed, so its hash is slow on purpose and takes memory (Argon2id, RFC 9106, in the form of a PHC
// string). A token is 256 random bits, so nobody guesses it, and its hash is fast (SHA-256): it only keeps a copy of the
// database from being a bunch of keys.
//
// Hashing is the most expensive thing that a stranger can ask for. A Hasher therefore works on few passwords at a time,
// lets some more wait, and turns the rest away with ErrBusy; callers answer that with "try again later" and the rest of
// the shop does not notice.
package secret
