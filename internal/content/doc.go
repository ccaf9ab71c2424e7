// Package content keeps what the shop says beside what it sells: menus, pages, blogs and articles, redirects, and
// merchant-defined metaobjects.
package content
