// Package picture turns an uploaded photograph into the renditions that pages
// show: upright, at most 1200 pixels wide, JPEG, without anything of the
// original file but its pixels (no place, no camera, no thumbnail).
//
// An upload is hostile until proven otherwise: its type is read from its bytes
// and never from what the client says, and its memory is known before a pixel
// is decoded; what needs more than 160 MiB, or carries a script, is refused. Colour profiles are dropped: renditions are taken as sRGB.
package picture
