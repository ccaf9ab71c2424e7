package graph

import (
	"cartwright/graph/model"
	"cartwright/internal/fault"
)

// parseID reads a global id that must be of the kind; of another kind it names nothing, so ok is false. An id that is
// none at all is a fault at the argument.
func parseID(argument, gid, kind string) (id int64, ok bool, err error) {
	k, n, good := model.ParseGID(gid)
	if !good {
		return 0, false, malformed(argument, gid)
	}
	return n, k == kind, nil
}

func malformed(argument, gid string) error {
	if len(gid) > 100 {
		gid = gid[:100] + "…"
	}
	return fault.Invalidf(argument, "%q is no id; ids look like gid://shopify/Product/123", gid)
}
