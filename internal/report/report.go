// Package report is figures about the market for those who run it. Read-only;
// it may look across capabilities' tables.
package report

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Overview is the market at one moment.
type Overview struct {
	Cooperatives         int64 // verified
	PendingOrganisations int64
	Products             int64 // listed by verified cooperatives
	Purchases30d         int64
	Revenue30d           money.VND // delivered orders of the last 30 days
	OrdersByStatus       map[order.Status]int64
	WaitingOver24h       int64 // placed and not confirmed in time
	ExpiringCertificates int64 // valid OCOP certificates that end within 90 days
}

// Service computes reports.
type Service struct {
	store store
	clock clock.Clock
}

// NewService returns reports over a database.
func NewService(d *db.DB, c clock.Clock) *Service { return &Service{store: store{db: d}, clock: c} }

// Overview computes today's figures.
func (s *Service) Overview(ctx context.Context) (Overview, error) {
	return s.store.overview(ctx, s.clock.Now())
}

const month = 30 * 24 * time.Hour
