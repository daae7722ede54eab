// Package migrations holds the schema as plain SQL, applied in order by goose.
// A merged file is never changed; the next change is a new file.
package migrations

import "embed"

// FS holds every migration file.
//
//go:embed *.sql
var FS embed.FS
