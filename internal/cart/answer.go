package cart

import (
	"cartwright/internal/act"
	"cartwright/internal/database"
)

// Once makes a change that is asked for twice happen once. The zero value asks for nothing.
//
// Whoever knows the key gets the answer, so a key is a secret of its client, as the draft RFC on the Idempotency-Key header
// wants it: unique and hard to guess, such as a random UUID.
type Once = act.Once

// CodeReused is the code of a key that was used for another request.
const CodeReused = act.CodeReused

// answered gives the answer that the key stands for, or does the work and keeps its answer, in the caller's transaction.
// Two that come at once meet at the unique key, and the later one begins anew (database.Declare).
func answered[T any](tx database.Tx, once Once, cart func(*T) ID, do func() (T, error)) (out T, err error) {
	if once.Key == "" {
		return do()
	}
	if err := once.Check(); err != nil {
		return out, err
	}
	key, request := once.Hashes("")
	kept, err := findAnswer(tx, key)
	if err != nil {
		return out, err
	}
	if kept != nil {
		if err := once.Same(kept.RequestHash); err != nil {
			return out, err
		}
		return out, act.Unpack(kept.Answer, &out)
	}
	if out, err = do(); err != nil {
		return out, err
	}
	packed, err := act.Pack(out)
	if err != nil {
		return out, err
	}
	return out, keepAnswer(tx, answer{KeyHash: key, RequestHash: request, CartID: cart(&out), Answer: packed,
		CreatedAt: tx.Now, ExpiresAt: tx.Now.Add(act.AnswersLive)})
}
