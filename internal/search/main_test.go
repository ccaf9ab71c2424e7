package search_test

import (
	"testing"

	"cartwright/internal/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }
