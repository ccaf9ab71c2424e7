package catalog

import "time"

// SitemapEntry is a thing with a page of its own, as search engines are told of it.
type SitemapEntry struct {
	Handle    string
	Title     string
	UpdatedAt time.Time
	Image     *Still
}

// SitemapPage is how many entries stand on one page of a sitemap.
const SitemapPage = 250
