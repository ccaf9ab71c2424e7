package bulk

import "hash/maphash"

// handles remembers which handles a file has had and at which row each began, in 8 bytes a handle: a map of a million
// would take half of the memory that an import may.
//
// An entry holds the row in its low bits and the upper bits of the handle's hash above them. The low bits of the hash say
// where the entry stands, so that 47 to 58 bits of it count. That two handles of one file are taken for one another has,
// for a file of a million, a chance of one in some hundred thousand; then a good product is refused, and says so.
//
// Entries cannot be moved, as an entry does not hold the bits that say where it stands. So a full table stays, and a
// larger one is put beside it.
type handles struct {
	seed   maphash.Seed
	tables [][]uint64 // open addressing, sizes are powers of two; 0 is a free place
	room   int        // entries that the last table still takes
}

const (
	rowBits    = 27 // rows beyond 134 million are remembered as that one
	rowMask    = 1<<rowBits - 1
	firstTable = 1 << 10
	lastTable  = 1 << 21
)

func newHandles() *handles { return &handles{seed: maphash.MakeSeed()} }

// began is the row at which a handle stood first. One that is new is remembered with the given row.
func (s *handles) began(handle string, row int) (first int, isNew bool) {
	hash := maphash.String(s.seed, handle)
	tag := hash &^ rowMask
	for _, table := range s.tables {
		for at := spot(hash, table); table[at] != 0; at = (at + 1) % len(table) {
			if table[at]&^rowMask == tag {
				return int(table[at] & rowMask), false
			}
		}
	}
	if s.room == 0 {
		size := firstTable
		if n := len(s.tables); n > 0 {
			size = min(8*len(s.tables[n-1]), lastTable)
		}
		s.tables = append(s.tables, make([]uint64, size))
		s.room = size / 4 * 3
	}
	table := s.tables[len(s.tables)-1]
	at := spot(hash, table)
	for table[at] != 0 {
		at = (at + 1) % len(table)
	}
	table[at] = tag | uint64(min(row, rowMask)) // never 0: rows count from 1
	s.room--
	return row, true
}

func spot(hash uint64, table []uint64) int { return int(hash) & (len(table) - 1) }
