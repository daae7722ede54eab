// Package frontend carries the built web application inside the binary.
//
// It owns nothing but the files: `npm run build` writes them to dist/app, and
// internal/web decides which of them a request gets and fills the markers of
// the shell (dist/app/app.html). Before the first build dist holds only
// .gitkeep, so that the Go code always compiles.
package frontend

import "embed"

// Dist is the content of frontend/dist: "dist/app" once the frontend is built,
// nothing but "dist/.gitkeep" before.
//
//go:embed all:dist
var Dist embed.FS

// Messages is the interface's texts, messages/{vi,en}/*.json: the pages that Go
// writes before any script runs say the same words as the application.
//
//go:embed messages
var Messages embed.FS
