// Package staff knows the people who run the shop, what each of them may do, and what they did.
//
// What somebody may do is a set of fine permissions. A role is a name for such a set, and one table says which
// (role.go); an API key has a set of its own, and never more than whoever made it has at the moment. Nobody can give
// away a permission that they do not have, and there is always an owner: acts that could take the last one lock the
// owners' rows first, so that two owners who remove each other end as one.
//
// Somebody who signs in gets a session, which is a random token that is stored as a hash; so is an API key. One
// statement finds whose a token is, whether it still counts, and what it may do, and nothing of it is remembered, so that
// what is revoked is refused with the next request, on every process.
//
// Signing in is made slow for those who guess. A guess is counted in the database before the password is looked at, per
// account and per network it comes from, and given back when it was right; an account that is not there is counted,
// hashed and refused like one that is. With one-time passwords switched on, a password alone opens nothing: each code is
// accepted once, by a conditional write, and so is each recovery code.
//
// Every write of staff leaves an entry in the audit log, in the transaction of the write.
package staff
