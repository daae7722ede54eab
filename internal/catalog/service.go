package catalog

import (
	"context"

	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/platform/picture"
)

// Bucket is where the bytes of pictures go.
type Bucket interface {
	// Put stores data under a key that is made from it; again is harmless.
	Put(ctx context.Context, key string, data []byte) error
}

// Deps are what the service works with; all are needed.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Blobs Bucket
}

// Service is the catalogue's use cases.
type Service struct {
	store *store
	db    *db.DB
	clock clock.Clock
	blobs Bucket
	maker *picture.Maker
	queue *jobs.Queue // nil until RegisterJobs
}

// NewService returns the catalogue over a database and a bucket.
func NewService(d Deps) *Service {
	return &Service{store: &store{db: d.DB}, db: d.DB, clock: d.Clock, blobs: d.Blobs, maker: picture.NewMaker()}
}
