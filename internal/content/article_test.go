package content_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cartwright/internal/content"
	"cartwright/internal/database"
	"cartwright/internal/fault"
	"cartwright/internal/page"
	"cartwright/internal/storetest"
)

var (
	ada   = content.Author{FirstName: "Ada", LastName: "Ångström", Email: "ada@example.com", Bio: "Writes."}
	zoe   = content.Author{FirstName: "zoé", Email: "zoe@example.com"}
	blogs = []content.BlogSpec{{Handle: "news", Title: "News"}, {Handle: "kitchen", Title: "At the table"}, {Handle: "quiet", Title: "news"}}
)

// articleSpecs are many articles in two blogs, with times and authors that repeat.
func articleSpecs() []content.ArticleSpec {
	var specs []content.ArticleSpec
	for i := range 2 * len(titles) {
		at := longAgo.Add(time.Duration(i*7%5) * time.Hour)
		specs = append(specs, content.ArticleSpec{Blog: blogs[i%2].Handle, Handle: fmt.Sprintf("story-%d", i/2), Title: titles[i/2],
			ContentHTML: "<p>Once</p>", ExcerptHTML: "<em>O</em>", Author: []content.Author{ada, zoe, {}}[i%3],
			Tags: []string{"Spring " + titles[i%3], "food"}, ImageID: int64(i % 2), PublishedAt: &at})
	}
	return specs
}

func putArticles(t *testing.T, db *database.DB) (*content.Service, []content.Blog, []content.Article) {
	t.Helper()
	s, ctx := content.New(db), t.Context()
	twice(t, s.PutBlogs, blogs)
	specs := articleSpecs()
	twice(t, s.PutArticles, specs)
	for i := range specs { // each in a time of its own, in another order
		spec := specs[(i*5+3)%len(specs)]
		if i%2 == 0 {
			spec.ExcerptHTML = fmt.Sprint(i)
			must(t, s.PutArticles(ctx, []content.ArticleSpec{spec}))
		}
	}
	visible := all[content.Article](t, db)
	tomorrow := db.Now().Add(24 * time.Hour)
	must(t, s.PutArticles(ctx, []content.ArticleSpec{{Blog: "news", Handle: "draft", Title: "apple", Author: content.Author{FirstName: "Nobody"}},
		{Blog: "quiet", Handle: "later", Title: "apple", PublishedAt: &tomorrow}}))
	return s, all[content.Blog](t, db), visible
}

func TestBlogs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, rows, _ := putArticles(t, db)
		ctx := t.Context()
		list := func(q content.Query) (page.Conn[content.Blog], error) { return s.Blogs(ctx, q) }
		testOrders(t, rows, func(b content.Blog) int64 { return b.ID }, map[string]func(a, b content.Blog) int{
			"ID":        func(a, b content.Blog) int { return 0 },
			"RELEVANCE": func(a, b content.Blog) int { return 0 },
			"HANDLE":    func(a, b content.Blog) int { return byText(a.Handle, b.Handle) },
			"TITLE":     func(a, b content.Blog) int { return byText(a.Title, b.Title) },
		}, list)
		t.Run("words find titles and handles", func(t *testing.T) {
			same(t, "blogs", rows[1:2], walk(t, list, content.Query{Sort: "ID", Match: "Kitchen TABLE"}, 1, false))
		})
		t.Run("a blog is found by handle and id", func(t *testing.T) {
			same(t, "blog", rows[1], got[content.Blog](t)(s.FindBlog(ctx, "kitchen")))
			same(t, "by ids", map[int64]content.Blog{rows[0].ID: rows[0]},
				got[map[int64]content.Blog](t)(s.BlogsByIDs(ctx, []int64{rows[0].ID, 98765})))
			_, err := s.FindBlog(ctx, "none")
			wantFault(t, err, fault.NotFound, "handle")
		})
		t.Run("a new title goes to the articles as well", func(t *testing.T) {
			twice(t, s.PutBlogs, []content.BlogSpec{{Handle: "kitchen", Title: "Zzz", SEO: content.SEO{Title: "K"}}})
			same(t, "changes", 4, changes(t, db, "blog"))
			for _, a := range all[content.Article](t, db) {
				if a.BlogID == rows[1].ID && string(a.BlogTitleKey) != "zzz" {
					t.Errorf("article %s is sorted by the blog title %q", a.Handle, a.BlogTitleKey)
				}
			}
		})
		t.Run("a wrong blog is refused", func(t *testing.T) {
			wantFault(t, s.PutBlogs(ctx, []content.BlogSpec{{Handle: "x y", Title: "T"}}), fault.Invalid, "0.handle")
			wantFault(t, s.PutBlogs(ctx, []content.BlogSpec{{Handle: "x"}}), fault.Invalid, "0.title")
			wantFault(t, s.PutBlogs(ctx, []content.BlogSpec{{Handle: "x", Title: "T"}, {Handle: "x", Title: "U"}}), fault.Invalid, "1.handle")
		})
	})
}

// articleOrders sorts by hand what the listings sort by index.
func articleOrders(rows []content.Blog) map[string]func(a, b content.Article) int {
	title := map[int64]string{}
	for _, b := range rows {
		title[b.ID] = b.Title
	}
	return map[string]func(a, b content.Article) int{
		"ID":           func(a, b content.Article) int { return 0 },
		"RELEVANCE":    func(a, b content.Article) int { return 0 },
		"AUTHOR":       func(a, b content.Article) int { return byText(a.Author.Name(), b.Author.Name()) },
		"BLOG_TITLE":   func(a, b content.Article) int { return byText(title[a.BlogID], title[b.BlogID]) },
		"TITLE":        func(a, b content.Article) int { return byText(a.Title, b.Title) },
		"PUBLISHED_AT": func(a, b content.Article) int { return a.PublishedAt.Compare(*b.PublishedAt) },
		"UPDATED_AT":   func(a, b content.Article) int { return a.UpdatedAt.Compare(b.UpdatedAt) },
	}
}

func TestArticles(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, blogRows, visible := putArticles(t, db)
		ctx := t.Context()
		list := func(q content.Query) (page.Conn[content.Article], error) { return s.Articles(ctx, q) }
		testOrders(t, visible, func(a content.Article) int64 { return a.ID }, articleOrders(blogRows), list)

		t.Run("words find titles, authors and tags", func(t *testing.T) {
			for text, matches := range map[string]func(a content.Article) bool{
				"angstrom":    func(a content.Article) bool { return a.Author == ada },
				"ZOE tips":    func(a content.Article) bool { return a.Author == zoe && strings.Contains(a.Title, "tips") },
				"FOOD":        func(a content.Article) bool { return true },
				"spring food": func(a content.Article) bool { return true },
				"nobody":      func(a content.Article) bool { return false },
				"firstName":   func(a content.Article) bool { return false },
			} {
				want := []content.Article{}
				for _, a := range visible {
					if matches(a) {
						want = append(want, a)
					}
				}
				same(t, text, want, walk(t, list, content.Query{Sort: "ID", Match: text}, 4, false))
			}
		})
		t.Run("an article is found by blog and handle, and by id", func(t *testing.T) {
			want := visible[3]
			same(t, "article", want, got[content.Article](t)(s.FindArticle(ctx, want.BlogID, want.Handle)))
			same(t, "by ids", map[int64]content.Article{want.ID: want},
				got[map[int64]content.Article](t)(s.ArticlesByIDs(ctx, []int64{want.ID, 98765, visible[len(visible)-1].ID + 1})))
			_, err := s.FindArticle(ctx, blogRows[2].ID, want.Handle)
			wantFault(t, err, fault.NotFound, "handle")
			_, err = s.FindArticle(ctx, blogRows[0].ID, "draft")
			wantFault(t, err, fault.NotFound, "handle")
		})
		t.Run("many blogs are asked for one handle at once", func(t *testing.T) {
			same(t, "by handle", map[int64]content.Article{blogRows[0].ID: visible[4], blogRows[1].ID: visible[5]},
				got[map[int64]content.Article](t)(s.ArticlesByHandle(ctx, []int64{blogRows[0].ID, blogRows[1].ID, blogRows[2].ID}, "story-2")))
			same(t, "of none", map[int64]content.Article{}, got[map[int64]content.Article](t)(s.ArticlesByHandle(ctx, nil, "story-2")))
		})
		t.Run("authors stand once, in the order of their names", func(t *testing.T) {
			later := content.Author{FirstName: "Ada", LastName: "Ångström", Email: "ADA@example.com", Bio: "Paints."}
			must(t, s.PutArticles(ctx, []content.ArticleSpec{{Blog: "news", Handle: "last", Title: "Last", Author: later, PublishedAt: &longAgo}}))
			same(t, "authors", map[int64][]content.Author{blogRows[0].ID: {later, zoe}, blogRows[1].ID: {ada, zoe}},
				got[map[int64][]content.Author](t)(s.AuthorsOf(ctx, []int64{blogRows[0].ID, blogRows[1].ID, blogRows[2].ID})))
			same(t, "of none", map[int64][]content.Author{}, got[map[int64][]content.Author](t)(s.AuthorsOf(ctx, nil)))
		})
	})
}

func TestArticlesOf(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, blogRows, visible := putArticles(t, db)
		ctx := t.Context()
		var ids []int64
		for _, b := range blogRows {
			ids = append(ids, b.ID)
		}
		of := func(id int64) []content.Article {
			return slices.DeleteFunc(slices.Clone(visible), func(a content.Article) bool { return a.BlogID != id })
		}
		t.Run("each blog's articles come in every order", func(t *testing.T) {
			for _, id := range ids[:2] {
				testOrders(t, of(id), func(a content.Article) int64 { return a.ID }, articleOrders(blogRows),
					func(q content.Query) (page.Conn[content.Article], error) {
						m, err := s.ArticlesOf(ctx, ids, q)
						return m[id], err
					})
			}
		})
		t.Run("many blogs at once are as each by itself", func(t *testing.T) {
			for sort := range articleOrders(blogRows) {
				for _, q := range []content.Query{
					{Args: page.Args{First: new(3)}}, {Args: page.Args{Last: new(2)}}, {Args: page.Args{First: new(250)}},
					{Args: page.Args{First: new(3)}, Reverse: true}, {Args: page.Args{Last: new(4)}, Match: "ZOE food", Reverse: true},
				} {
					q.Sort = sort
					for range 2 { // the first page, and one from the middle
						together := got[map[int64]page.Conn[content.Article]](t)(s.ArticlesOf(ctx, ids, q))
						same(t, "blogs", len(ids), len(together))
						for _, id := range ids {
							alone := got[map[int64]page.Conn[content.Article]](t)(s.ArticlesOf(ctx, []int64{id}, q))
							same(t, fmt.Sprintf("blog %d by %s", id, sort), show(alone[id]), show(together[id]))
						}
						if first := together[ids[0]]; len(first.Nodes) > 0 {
							q.Args.After = new(first.Cursor((len(first.Nodes) - 1) / 2))
						}
					}
				}
			}
		})
		t.Run("a blog without articles has an empty page", func(t *testing.T) {
			m := got[map[int64]page.Conn[content.Article]](t)(s.ArticlesOf(ctx, ids, content.Query{Sort: "ID", Args: page.Args{First: new(1)}}))
			same(t, "page", shown[content.Article]{Nodes: []content.Article{}}, show(m[ids[2]]))
			same(t, "pages of no blogs", 0, len(got[map[int64]page.Conn[content.Article]](t)(s.ArticlesOf(ctx, nil, content.Query{Sort: "ID", Args: page.Args{First: new(1)}}))))
		})
	})
}

func TestPutArticles(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *database.DB) {
		s, ctx := content.New(db), t.Context()
		must(t, s.PutBlogs(ctx, blogs))
		spec := content.ArticleSpec{Blog: "news", Handle: "one", Title: "One", ContentHTML: "<p>Long<script>x</script></p>", ExcerptHTML: "Short <i>word</i>",
			Author: ada, Tags: []string{" a ", "b", "a"}, ImageID: 7, SEO: content.SEO{Description: "D"}, PublishedAt: &anyTime}
		twice(t, s.PutArticles, []content.ArticleSpec{spec})
		rows := all[content.Article](t, db)
		first := rows[0]

		t.Run("what is declared is what is there", func(t *testing.T) {
			same(t, "articles", []content.Article{{ID: first.ID, BlogID: first.BlogID, Handle: "one", Title: "One", TitleKey: []byte("one"),
				BlogTitleKey: []byte("news"), AuthorKey: []byte("ada angstrom"), ContentHTML: "<p>Long</p>", Content: "Long",
				ExcerptHTML: "Short <i>word</i>", Excerpt: "Short word", Author: ada, Tags: []string{"a", "b"}, ImageID: new(int64(7)),
				SEO: content.SEO{Description: "D"}, PublishedAt: &first.CreatedAt, Version: 1, CreatedAt: first.CreatedAt, UpdatedAt: first.CreatedAt}}, rows)
			same(t, "changes", 1, changes(t, db, "article"))
		})
		t.Run("one handle may stand in two blogs", func(t *testing.T) {
			other := spec
			other.Blog, other.Author, other.Tags, other.ImageID = "kitchen", content.Author{}, nil, 0
			twice(t, s.PutArticles, []content.ArticleSpec{spec, other})
			rows := all[content.Article](t, db)
			same(t, "the first", first, rows[0])
			same(t, "tags", []string{}, rows[1].Tags)
			same(t, "picture", (*int64)(nil), rows[1].ImageID)
			same(t, "changes", 2, changes(t, db, "article"))
		})
		t.Run("one wrong spec stops all, and says where", func(t *testing.T) {
			good := content.ArticleSpec{Blog: "news", Handle: "good", Title: "Good"}
			for path, spoil := range map[string]func(a *content.ArticleSpec){
				"1.blog":             func(a *content.ArticleSpec) { a.Blog = "nowhere" },
				"1.handle":           func(a *content.ArticleSpec) { a.Handle = "good" },
				"1.title":            func(a *content.ArticleSpec) { a.Title = "" },
				"1.contentHtml":      func(a *content.ArticleSpec) { a.ContentHTML = "\xff" },
				"1.excerptHtml":      func(a *content.ArticleSpec) { a.ExcerptHTML = "\x00" },
				"1.author.firstName": func(a *content.ArticleSpec) { a.Author.FirstName = strings.Repeat("a", 256) },
				"1.author.lastName":  func(a *content.ArticleSpec) { a.Author.LastName = "\xff" },
				"1.author.email":     func(a *content.ArticleSpec) { a.Author.Email = strings.Repeat("a", 256) },
				"1.author.bio":       func(a *content.ArticleSpec) { a.Author.Bio = "\xff" },
				"1.tags.1":           func(a *content.ArticleSpec) { a.Tags = []string{"a", " "} },
				"1.imageId":          func(a *content.ArticleSpec) { a.ImageID = -1 },
				"1.seo.description":  func(a *content.ArticleSpec) { a.SEO.Description = "\xff" },
			} {
				bad := content.ArticleSpec{Blog: "news", Handle: "bad", Title: "Bad"}
				spoil(&bad)
				wantFault(t, s.PutArticles(ctx, []content.ArticleSpec{good, bad}), fault.Invalid, path)
			}
			tags := content.ArticleSpec{Blog: "news", Handle: "tags", Title: "T", Tags: make([]string, 251)}
			wantFault(t, s.PutArticles(ctx, []content.ArticleSpec{tags}), fault.Limit, "0.tags")
			same(t, "articles", 2, len(all[content.Article](t, db)))
		})
	})
}
