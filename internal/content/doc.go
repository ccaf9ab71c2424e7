// Package content keeps what the shop says beside what it sells: menus, pages, blogs and articles, redirects, and
// merchant-defined metaobjects.
//
// Shoppers read it through listings, finds by handle and batched loads by id, which show what is published and nothing
// else. The shop writes it by declaring: a Put says what things are to be, each named by its handle, and writes only
// where that differs from what is there. So declaring the same content twice costs one reading, leaves the times of
// change as they are, and a seed or an import can be repeated at will.
//
// HTML is made harmless on its way in, and its plain text is kept beside it, so that reading computes nothing.
package content
