// Package demo holds the shop that a fresh installation shows: Fernweir, an invented maker of things for weather and
// home in the south of Ireland.
//
// It has two halves. One is text: products with their variants, collections, pages, two blogs, menus, policies and
// redirects, declared in the words of the rooms that keep them (catalog.Spec and its kin), so that seeding is nothing
// but putting. Things name one another by handle, since nothing has an id before it is stored.
//
// The other half is pictures. None is kept as a file: each is drawn when it is asked for, from a key such as
// "harbour-tee/oat" that names a product and a colour. One palette dyes the swatches and the drawings, so a variant
// called Moss looks like its swatch. Add "/detail" to a key and the same drawing comes back close up. Drawing needs
// neither clock nor chance: the same key gives the same bytes.
//
// For load work, Synthetic declares as many plain products as wanted, one at a time, reusing a few of the pictures.
package demo
