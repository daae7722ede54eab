package offtake

import (
	"context"
	"errors"
	"fmt"

	"github.com/chophien/chophien/internal/contract"
)

// Tick calls off what is due, notes what was missed and ends offers of shortfalls
// whose time is over. Each is a transaction of its own, and one that fails keeps no
// other from its turn; safe to run again at any time, and twice at once: what somebody
// else has moved on meanwhile is left alone.
func (s *Service) Tick(ctx context.Context) error {
	system := contract.Actor{Role: contract.RoleSystem}
	due, err := s.Contract.DueCalls(ctx)
	if err != nil {
		return err
	}
	var faults []error
	for _, d := range due {
		if _, err := s.act(ctx, d.ID, contract.DeliveryCommand{Action: contract.DeliveryCall, By: system}); failed(err) {
			faults = append(faults, fmt.Errorf("call off %s: %w", d.Code, err))
		}
	}
	late, err := s.Contract.Overdue(ctx)
	if err != nil {
		return err
	}
	for _, d := range late {
		if _, err := s.act(ctx, d.ID, contract.DeliveryCommand{Action: contract.DeliveryMiss, By: system}); failed(err) {
			faults = append(faults, fmt.Errorf("note missed %s: %w", d.Code, err))
		}
	}
	over, err := s.Contract.Unanswered(ctx)
	if err != nil {
		return err
	}
	for _, f := range over {
		if _, err := s.Resolve(ctx, ResolveInput{ShortfallID: f.ID, Action: contract.ShortfallLapse}); failed(err) {
			faults = append(faults, fmt.Errorf("end the offer of a shortfall: %w", err))
		}
	}
	return errors.Join(faults...)
}

// failed tells whether a step of the calendar went wrong; that it was overtaken did not.
func failed(err error) bool { return err != nil && !errors.Is(err, contract.ErrNotAllowed) }
