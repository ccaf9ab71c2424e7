package storetest

import (
	"fmt"
	"os"
	"testing"
)

func TestMain(m *testing.M) { Main(m) }

// TestEveryDatabase is where a run says, in one line, on which databases it did not run. go test keeps the output of
// packages that pass to itself, so the line goes to the terminal of whoever is looking.
func TestEveryDatabase(t *testing.T) {
	for _, kind := range Kinds() {
		t.Run(string(kind), func(t *testing.T) { Open(t, kind) })
	}
	why := missing()
	if why == "" {
		return
	}
	t.Log("not run: " + why)
	terminal, err := os.OpenFile("/dev/tty", os.O_WRONLY, 0)
	if err != nil {
		return // nobody is looking
	}
	defer terminal.Close()
	if _, err := fmt.Fprintln(terminal, "not run: "+why); err != nil {
		t.Error(err)
	}
}
