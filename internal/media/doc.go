// Package media keeps image bytes, and serves them in the sizes and formats that clients ask for.
//
// A picture is stored once, under a name made of its content, so its address never shows anything else and may be cached
// for ever. What comes in is judged by its bytes, never by its name or by what a server says of it; dimensions are read
// before pixels, so that a small file cannot unfold into a large one; and it is decoded once before it is kept, so that
// what is stored can be shown.
//
// Smaller and cropped versions are made when they are first asked for, once, however many ask at the same time, and kept
// in a bounded cache on disk that can be thrown away. A request goes through four steps, each in its own file: parse reads
// the address (request.go), plan decides what to answer (plan.go), the cache may have it already (cache.go), else it is
// made (render.go). Two pictures are worked on at a time; whoever gives up waiting frees the place.
//
// The formats are those every decoder here is safe for: JPEG, PNG, GIF and WebP. Drawings (SVG) are refused, because they
// carry scripts. WebP is written by libwebp, compiled to WebAssembly so that no C is needed. Pictures that move are
// answered as they are, unless a still format is asked for.
package media
