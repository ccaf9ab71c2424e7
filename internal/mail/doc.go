// Package mail sends the shop's mails: an outbox in the database, and a sender that empties it.
//
// Whoever has something to say queues a mail in the transaction that gives the reason for it, so that there is a mail if,
// and only if, there is a reason. The sender takes it from there. Before a try it leases the row by a conditional update,
// so that of two processes only one sends; a process that dies leaves a lease that runs out, and another one tries again.
// A try that fails is repeated, later each time, until the mail server refuses for good or the tries are used up; the row
// stays with the last error. Between the server's yes and the note of it there is a moment in which a crash sends a mail
// twice. Both then carry the same Message-ID, by which mailboxes know them as one.
//
// What a mail says is decided when it is sent: a row has a kind and a few words of data, templates do the rest, and a
// directory can replace any of them. The data may hold links that open an account, so it is wiped as soon as the mail
// was sent or given up, and rows are removed after some weeks.
//
// Without a mail server, in development, mails are kept in memory for a while and shown at /dev/mail.
package mail
