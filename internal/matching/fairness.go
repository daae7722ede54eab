package matching

import (
	"context"
	"slices"
	"strings"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// Fairness is what the Alliance set for sharing between small and other
// cooperatives; 0 means no rule.
type Fairness struct {
	MostLargePct    int // most of a line's month for one cooperative that is not small
	MostSmallPct    int // the same for a small one
	SmallFloorPct   int // what small ones should have of each line
	PremiumPermille int // how much dearer a line may become for it
	Small           []ident.ID
	Version         int64
}

// Faults of the fairness rules.
var (
	ErrFairnessChanged = apperr.New(apperr.KindConflict, "matching.fairness_changed",
		"Ai đó vừa sửa quy tắc chia hàng. Hãy tải lại rồi sửa tiếp.", "Somebody has just changed the rules of sharing. Reload and go on.")
	errFairness = apperr.New(apperr.KindInvalid, "matching.fairness",
		"Các tỷ lệ từ 0 đến 100 %, mức đắt hơn từ 0 đến 200 phần nghìn.", "Parts are from 0 to 100%, the premium from 0 to 200 per mille.")
	errSmall = apperr.New(apperr.KindInvalid, "matching.small",
		"Danh sách HTX nhỏ chỉ gồm hợp tác xã trên chợ.", "The list of small cooperatives holds cooperatives of the market only.")
	errAllianceOnly = apperr.New(apperr.KindForbidden, "auth.forbidden",
		"Tài khoản của bạn không được phép làm việc này.", "Your account may not do this.")
)

// Fairness returns the rules in force.
func (s *Service) Fairness(ctx context.Context) (Fairness, error) { return s.store.fairness(ctx) }

// SetFairness changes the rules against the version that was seen; all plans are
// made anew by a job that commits with it. Errors: auth.forbidden, request.invalid,
// ErrFairnessChanged.
func (s *Service) SetFairness(ctx context.Context, actor party.Actor, f Fairness) (Fairness, error) {
	if !actor.IsAlliance() {
		return f, errAllianceOnly
	}
	part := func(n int) bool { return n >= 0 && n <= 100 }
	if !part(f.MostLargePct) || !part(f.MostSmallPct) || !part(f.SmallFloorPct) || f.PremiumPermille < 0 || f.PremiumPermille > 200 {
		return f, apperr.ErrInvalid.AtField("/smallFloorPct", errFairness)
	}
	slices.SortFunc(f.Small, func(a, b ident.ID) int { return strings.Compare(a.String(), b.String()) })
	f.Small = slices.Compact(f.Small)
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.setFairness(ctx, f, actor.UserID); err != nil {
			return err
		}
		if s.queue == nil {
			return nil
		}
		return s.queue.Enqueue(ctx, jobs.Job{Args: refresh{}})
	})
	f.Version++
	return f, err
}
