// Command cartwright is the shop's server and its tools in one binary.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// version is set when a release is built.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run does what the arguments say and returns the exit code: 0 done, 1 could not, 2 not understood.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	command, err := parse(args, stdout, stderr)
	if errors.Is(err, errHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintf(stderr, "cartwright: %v\n", err)
		return 2
	}
	if err := command.Run(&session{ctx: ctx, out: stdout, log: stderr}); err != nil {
		fmt.Fprintf(stderr, "cartwright: %v\n", err)
		return 1
	}
	return 0
}
