package party

import (
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Service is the use cases of people and organisations. Each write is one
// transaction, or joins the caller's; hashing a password happens outside.
type Service struct {
	db     *db.DB
	store  *store
	hasher *hasher
	clock  clock.Clock
}

// NewService returns the capability over a database.
func NewService(d *db.DB, c clock.Clock) *Service {
	return &Service{db: d, store: &store{db: d}, hasher: newHasher(), clock: c}
}
