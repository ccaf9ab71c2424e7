package catalog_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cartwright/internal/act"
	"cartwright/internal/catalog"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
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

func TestFiles(t *testing.T) {
	now := time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)
	storetest.EachAt(t, func() time.Time { now = now.Add(time.Second); return now }, func(t *testing.T, db *database.DB) {
		s, ctx := catalog.New(db), t.Context()
		files, err := s.CreateFiles(ctx, act.Nobody{}, []catalog.MediaSpec{
			{Kind: catalog.Image, Blob: "a.png", Alt: "An umbrella"}, {Kind: catalog.Image, Blob: "b.png", Alt: "A coat"},
			{Kind: catalog.Video, Blob: "c.mp4", Alt: "An umbrella that opens"},
		})
		if err != nil || len(files) != 3 || files[0].ID == 0 || files[0].Name != "a.png" {
			t.Fatal(files, err)
		}
		if _, err := s.Put(ctx, catalog.Spec{Handle: "umbrella", Title: "Umbrella", Status: catalog.Active, Variants: []catalog.VariantSpec{{Price: 1000}},
			Media: []catalog.MediaSpec{{Kind: catalog.Image, Blob: "d.png", Alt: "Blue"}}}); err != nil {
			t.Fatal(err)
		}
		list := func(match string) (names []string) {
			t.Helper()
			conn, err := s.Files(ctx, catalog.SubQuery{Sort: "ID", Args: page.Args{First: new(10)}}, match)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range conn.Nodes {
				names = append(names, m.Name)
			}
			return names
		}
		for match, want := range map[string][]string{
			"": {"a.png", "b.png", "c.mp4", "d.png"}, "media_type:image": {"a.png", "b.png", "d.png"}, "media_type:VIDEO OR alt:coat": {"b.png", "c.mp4"},
			"UMBRELLA -media_type:VIDEO": {"a.png"}, "x' OR 1=1 --": nil, "media_type:>1": nil,
		} {
			if diff := cmp.Diff(want, list(match)); diff != "" {
				t.Errorf("%s: %s", match, diff)
			}
		}
		used := files[0].ID + 3
		t.Run("a change is in the copies that products carry", func(t *testing.T) {
			got, err := s.UpdateFiles(ctx, act.Nobody{}, []catalog.FileChange{{ID: used, Alt: new("Light blue")}, {ID: files[1].ID, Alt: new("")}})
			if err != nil || got[0].Alt != "Light blue" || got[1].Alt != "" {
				t.Fatal(got, err)
			}
			var p catalog.Product
			if err := db.Read(ctx).Take(&p, "handle = ?", "umbrella").Error; err != nil || p.FeaturedImage == nil || p.FeaturedImage.Alt != "Light blue" {
				t.Errorf("the product shows %+v, %v", p.FeaturedImage, err)
			}
		})
		var before []catalog.Media
		if err := db.Read(ctx).Order("id").Find(&before).Error; err != nil {
			t.Fatal(err)
		}
		long := strings.Repeat("x", 513)
		for _, c := range []struct {
			name string
			do   func() error
			kind fault.Kind
			path string
		}{
			{"an alternative text that is too long", func() error {
				_, err := s.UpdateFiles(ctx, act.Nobody{}, []catalog.FileChange{{ID: files[0].ID, Alt: new("fine")}, {ID: files[1].ID, Alt: &long}})
				return err
			}, fault.Invalid, "1.alt"},
			{"a file that is not there", func() error {
				_, err := s.UpdateFiles(ctx, act.Nobody{}, []catalog.FileChange{{ID: files[0].ID, Alt: new("fine")}, {ID: 999}})
				return err
			}, fault.NotFound, "1.id"},
			{"a file twice", func() error {
				_, err := s.UpdateFiles(ctx, act.Nobody{}, []catalog.FileChange{{ID: files[0].ID, Alt: new("fine")}, {ID: files[0].ID}})
				return err
			}, fault.Invalid, "1.id"},
			{"one that somebody has changed", func() error {
				got, err := s.UpdateFiles(ctx, act.Nobody{}, []catalog.FileChange{{ID: files[1].ID, Alt: new("fine"), Expected: &files[1].UpdatedAt}})
				if len(got) != 1 || got[0].Alt != "" {
					t.Errorf("beside the conflict there is %+v", got)
				}
				return err
			}, fault.Conflict, "0.expectedUpdatedAt"},
			{"a preview of a picture", func() error {
				_, err := s.UpdateFiles(ctx, act.Nobody{}, []catalog.FileChange{{ID: files[1].ID, Preview: &catalog.MediaSpec{Blob: "p.png"}}})
				return err
			}, fault.Invalid, "0.previewImageSource"},
			{"removing what a product shows", func() error {
				_, err := s.DeleteFiles(ctx, act.Nobody{}, []catalog.MediaID{files[0].ID, used})
				return err
			}, fault.Conflict, "1"},
			{"removing what is not there", func() error {
				_, err := s.DeleteFiles(ctx, act.Nobody{}, []catalog.MediaID{files[0].ID, 999})
				return err
			}, fault.NotFound, "1"},
			{"a new file without anything", func() error {
				_, err := s.CreateFiles(ctx, act.Nobody{}, []catalog.MediaSpec{{Blob: "x.png"}, {}})
				return err
			}, fault.Invalid, "1.source"},
		} {
			err := c.do()
			var f *fault.Fault
			if !errors.As(err, &f) || f.Kind != c.kind || strings.Join(f.Path, ".") != c.path {
				t.Errorf("%s: got %v", c.name, err)
			}
		}
		var after []catalog.Media
		if err := db.Read(ctx).Order("id").Find(&after).Error; err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("something was changed: %s", diff)
		}
		fresh := after[1].UpdatedAt
		if _, err := s.UpdateFiles(ctx, act.Nobody{}, []catalog.FileChange{{ID: files[1].ID, Alt: new("A coat"), Expected: &fresh}}); err != nil {
			t.Errorf("one that nobody has changed: %v", err)
		}
		if gone, err := s.DeleteFiles(ctx, act.Nobody{}, []catalog.MediaID{files[0].ID, files[2].ID, files[0].ID}); err != nil || len(gone) != 2 {
			t.Errorf("%v went, %v", gone, err)
		}
		if diff := cmp.Diff([]string{"b.png", "d.png"}, list("")); diff != "" {
			t.Error(diff)
		}
	})
}
