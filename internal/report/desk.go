package report

import "context"

// Desk is what waits for the Alliance, counted.
type Desk struct {
	Verifications, VerificationsOverdue int64
	Listings                            int64 // new listings to check
	Complaints, ComplaintsOverdue       int64 // objections too
	DataRequests, DataRequestsOverdue   int64
	UnreadThreads                       int64 // organisations whose letters nobody has read
	Takedowns                           int64 // in force
}

// Desk counts what waits now.
func (s *Service) Desk(ctx context.Context) (Desk, error) { return s.store.desk(ctx, s.clock.Now()) }
