package party

import (
	"context"
	"sort"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

// tryWindow is how long a failed try counts.
const tryWindow = 15 * time.Minute

// limit allows so many tries of one key within tryWindow.
type limit struct {
	key  string
	most int
}

// countTry writes down a try before it is judged, or refuses it when one of the
// limits is used up. Counting afterwards would let a thousand simultaneous
// guesses pass before the first was written. It returns the rows to take back.
// Errors: auth.too_many_tries.
func (s *Service) countTry(ctx context.Context, limits ...limit) ([]int64, error) {
	// The locks that serialise tries of one key are taken in one order by all.
	sort.Slice(limits, func(i, j int) bool { return limits[i].key < limits[j].key })
	now := s.clock.Now()
	var attempt []int64
	var refused error
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		attempt, refused = nil, nil
		for _, l := range limits {
			free, err := s.store.tryAllowedAt(ctx, ident.Hash(l.key), l.most, now.Add(-tryWindow))
			if err != nil {
				return err
			}
			if free != nil {
				wait := free.Add(tryWindow).Sub(now)
				refused = ErrTooManyTries.RetryAfter(int(wait/time.Second) + 1)
				return nil
			}
		}
		for _, l := range limits {
			id, err := s.store.insertTry(ctx, ident.Hash(l.key), now)
			if err != nil {
				return err
			}
			attempt = append(attempt, id)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return attempt, refused
}

// forgive takes back a try that succeeded, and all earlier ones of key. Those of
// the network stay: an attacker with an account of their own could clear them.
func (s *Service) forgive(ctx context.Context, attempt []int64, key string) error {
	return s.store.deleteTries(ctx, attempt, ident.Hash(key))
}

// CountSignUp bounds how many accounts, and questions whether one exists, come
// from one network. Errors: auth.too_many_tries.
func (s *Service) CountSignUp(ctx context.Context, clientIP string) error {
	_, err := s.countTry(ctx, limit{key: "signup:" + network(clientIP), most: 60})
	return err
}

// CountForgot bounds how many reset links one network asks for. Errors:
// auth.too_many_tries.
func (s *Service) CountForgot(ctx context.Context, clientIP string) error {
	_, err := s.countTry(ctx, limit{key: "forgot:" + network(clientIP), most: 20})
	return err
}

// CountVoucher counts a try of a discount code from one network before it is looked up;
// who meant a code that is there calls back, and the try no longer counts. Errors:
// auth.too_many_tries.
func (s *Service) CountVoucher(ctx context.Context, clientIP string) (known func(ctx context.Context) error, err error) {
	attempt, err := s.countTry(ctx, limit{key: "voucher:" + network(clientIP), most: 20})
	return func(ctx context.Context) error { return s.store.deleteTries(ctx, attempt, nil) }, err
}

// CountNotice bounds how many letters to the Alliance come from one network.
// Errors: auth.too_many_tries.
func (s *Service) CountNotice(ctx context.Context, clientIP string) error {
	_, err := s.countTry(ctx, limit{key: "notice:" + network(clientIP), most: 20})
	return err
}
