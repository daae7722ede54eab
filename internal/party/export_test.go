package party

import "context"

// Sweep runs the periodic job now.
func Sweep(ctx context.Context, s *Service) error { return s.sweep(ctx) }
