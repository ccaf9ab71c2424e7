package media

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// halfWritten begins the names of files that are being written.
const halfWritten = ".writing-"

// abandoned is the age at which a file that is being written belongs to nobody any more.
const abandoned = time.Hour

// writeFile writes a file whole or not at all. A durable one is on the disk, not only on its way there, before it has its
// name: the name promises the content.
func writeFile(path string, content []byte, durable bool) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), halfWritten+"*")
	if err != nil {
		return fmt.Errorf("write a picture: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("write a picture: %w", err), os.Remove(file.Name()))
		}
	}()
	if _, err := file.Write(content); err != nil {
		return errors.Join(err, file.Close())
	}
	if durable {
		if err := file.Sync(); err != nil {
			return errors.Join(err, file.Close())
		}
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// removeHalfWritten removes what a crash left in a directory.
func removeHalfWritten(dir string, log *slog.Logger) {
	left, err := filepath.Glob(filepath.Join(dir, halfWritten+"*"))
	if err != nil {
		return // only a malformed pattern
	}
	for _, path := range left {
		info, err := os.Stat(path)
		if err != nil || age(info) < abandoned {
			continue
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			log.Warn("a half-written picture was not removed", "error", err)
		}
	}
}

// isAbandoned reports whether a file was begun and never finished.
func isAbandoned(info fs.FileInfo) bool {
	return strings.HasPrefix(info.Name(), halfWritten) && age(info) >= abandoned
}

// age is how long ago a file was last used.
func age(info fs.FileInfo) time.Duration { return time.Since(info.ModTime()) }
