// Package upload takes files that staff send: pictures, videos and models for the catalogue, and files to import.
//
// Staff first say what they will send (Stage). For each file they get an address that takes its bytes by one PUT, and an
// address that stands for it from then on wherever a source is asked for. The first is signed, for a short time, for one
// file of that size; it leads to this server (Handler), or to the bucket itself where the bucket can say so. What arrives
// is judged by what it is, not by its name, before anybody can use it.
//
// A file that nobody has used goes after a day, with its bytes.
package upload
