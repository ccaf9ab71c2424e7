// Package account knows the people who buy: their accounts, how they sign in, and their books of addresses.
//
// Somebody is known by an e-mail address; what of two spellings is one address is settled by fold.EmailKey, and a unique
// key keeps it so. Passwords and tokens are kept as hashes alone (package secret). A token signs in for a while and can be
// renewed; the old one is void then, and whoever shows it after all is somebody it was stolen by or from, so everything
// that came of it is void too.
//
// Nobody learns from this room who has an account. Signing in and asking for a new password answer known, unknown, waiting
// and disabled accounts alike, and take as long. Guesses are counted in the database before the password is looked at, by
// account and by where they come from, so that many at once do not help; whoever is signed in already stays so.
//
// Customers may come from elsewhere: imported with the passwords they have (Import), or vouched for by another system each
// time they sign in (SignInWithMultipass).
//
// Mails are not sent here. The room says what is to be told, in the transaction in which it becomes true, to a Mailer.
package account
