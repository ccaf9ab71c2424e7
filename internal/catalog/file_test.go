package catalog_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/storetest"
)

func TestMentionedMedia(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s := catalog.New(db)
		name := func(n int, extension string) string { return fmt.Sprintf("%032x.%s", n, extension) }
		_, err := s.PutMedia(t.Context(), []catalog.MediaSpec{
			{Kind: catalog.Image, Blob: name(1, "png")},
			{Kind: catalog.Image, Blob: name(1, "png"), Alt: "Twice"},
			{Kind: catalog.Video, Blob: name(2, "mp4"), Preview: &catalog.MediaSpec{Blob: name(3, "jpg")},
				Variants: []catalog.MediaSource{{URL: "/media/" + name(2, "mp4")}, {URL: "https://cdn.example/" + name(4, "webm")}}},
			{Kind: catalog.Model3D, Source: "https://cdn.example/x.glb", Variants: []catalog.MediaSource{{URL: "/media/" + name(5, "glb")}}},
		})
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]bool{name(1, "png"): true, name(2, "mp4"): true, name(3, "jpg"): true, name(4, "webm"): true, name(5, "glb"): true}
		names := []string{name(6, "png"), strings.Repeat("0", 32) + ".png"}
		for n := range want {
			names = append(names, n)
		}
		for n := 100; n < 2600; n++ { // more than a statement takes
			names = append(names, name(n, "png"))
		}
		got, err := s.MentionedMedia(t.Context(), names)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}
