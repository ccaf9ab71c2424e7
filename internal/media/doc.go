// Package media keeps image bytes, and serves them in the sizes and formats that clients ask for.
//
// A picture is stored once, under a name made of its content, so its address never shows anything else and may be cached
// for ever. What comes in is judged by its bytes, never by its name; dimensions are read before pixels, so that a small
// file cannot unfold into a large one.
//
// Smaller and cropped versions are made when they are first asked for, once, however many ask at the same time, and kept
// in a bounded cache on disk that can be thrown away. Photographs are resized with a Lanczos filter; WebP is made by
// libwebp (compiled to WebAssembly, so that no C is needed) for clients that accept it.
package media
