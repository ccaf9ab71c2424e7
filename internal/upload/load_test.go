package upload_test

import (
	"encoding/binary"
	"io"
	"net/http"
	"runtime"
	"sync"
	"testing"
	"time"

	"cartwright/internal/database"
	"cartwright/internal/media"
	"cartwright/internal/storetest"
	"cartwright/internal/upload"
)

// video is a video of its own for every number, made as it is read.
func video(number uint32, bytes int64) io.Reader {
	head := []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00")
	return io.LimitReader(io.MultiReader(readerOf(binary.BigEndian.AppendUint32(head, number)), zeros{}), bytes)
}

func readerOf(b []byte) io.Reader { r, w := io.Pipe(); go func() { w.Write(b); w.Close() }(); return r }

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// TestManyUploads sends a hundred files of 20 MB at once, and one alone: little of them is in memory at a time.
func TestManyUploads(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 2 GB")
	}
	const size, many, bound = 20 << 20, 100, 64 << 20
	c := &clock{now: time.Now().UTC()}
	db := storetest.OpenAt(t, database.SQLite, c.read)
	s := newSite(t, db, c, media.Options{}, upload.Options{})
	stage := func() string {
		return s.stage(t, upload.Spec{Resource: upload.Video, Filename: "a.mp4", MIME: "video/mp4", Size: size}).URL
	}
	send := func(address string, number uint32) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, address, video(number, size))
		if err != nil {
			t.Error(err)
			return
		}
		r.ContentLength = size
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Error(err)
			return
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			t.Errorf("status %d", answer.StatusCode)
		}
	}
	const alone = 5
	start := time.Now()
	for i := range alone {
		send(stage(), uint32(i))
	}
	t.Logf("one after the other: %.0f MB/s", float64(alone*size)/1e6/time.Since(start).Seconds())

	addresses := make([]string, many)
	for i := range addresses {
		addresses[i] = stage()
	}
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	done := make(chan struct{})
	var most uint64
	var watch, wait sync.WaitGroup
	watch.Go(func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapInuse+now.StackInuse)
			select {
			case <-done:
				return
			case <-tick.C:
			}
		}
	})
	start = time.Now()
	for i, a := range addresses {
		wait.Go(func() { send(a, uint32(1000+i)) })
	}
	wait.Wait()
	took := time.Since(start)
	close(done)
	watch.Wait()
	more := int64(most) - int64(before.HeapInuse+before.StackInuse)
	t.Logf("%d at once: %.0f MB/s, at most %d MiB more in memory, client and server together", many, float64(many*size)/1e6/took.Seconds(), more>>20)
	if more > bound {
		t.Errorf("%d MiB more in memory", more>>20)
	}
}
