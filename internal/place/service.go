package place

import (
	"context"
	"fmt"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
)

// Service answers questions about places. It reads from a snapshot in memory
// (about 3 MB), loaded at the first question and again when the data's version
// in the database has changed.
type Service struct {
	db    *db.DB
	clock clock.Clock

	mu      sync.Mutex
	now     *snapshot
	checked time.Time
}

// NewService returns a service; it reads nothing yet.
func NewService(d *db.DB, c clock.Clock) *Service { return &Service{db: d, clock: c} }

// checkEvery is how long another process's new data may go unnoticed.
const checkEvery = time.Minute

func (s *Service) snapshot(ctx context.Context) (*snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now()
	if s.now != nil && now.Sub(s.checked) < checkEvery {
		return s.now, nil
	}
	version, err := loadedVersion(ctx, s.db)
	if err != nil {
		return nil, err
	}
	if s.now == nil || s.now.version != version {
		fresh, err := loadSnapshot(ctx, s.db, version)
		if err != nil {
			return nil, err
		}
		s.now = fresh
	}
	s.checked = now
	return s.now, nil
}

// Search finds communes while a person types, with or without diacritics, by
// present or former names, optionally within one province of today. An empty
// text lists the province. limit 0 means 10; at most 50.
func (s *Service) Search(ctx context.Context, q, provinceCode string, limit int) ([]Match, error) {
	snap, err := s.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	province := none
	if provinceCode != "" {
		province = snap.find(provinceCode)
		if province == none || !snap.valid(province) || snap.level(province) != LevelProvince {
			return nil, ErrUnknown.With("code", provinceCode)
		}
	}
	if len(q) > maxAddressLetters*utf8.UTFMax {
		return nil, ErrTooLong
	}
	return snap.search(q, province, limit), nil
}

// Resolve reads a whole address typed as free text. It fails with ErrTooLong
// only; an address that is not understood is StatusUnknown.
func (s *Service) Resolve(ctx context.Context, text string) (Resolution, error) {
	if utf8.RuneCountInString(text) > maxAddressLetters {
		return Resolution{}, ErrTooLong
	}
	snap, err := s.snapshot(ctx)
	if err != nil {
		return Resolution{}, err
	}
	return snap.resolve(text), nil
}

// ByCode returns the unit that has this code today. ErrUnknown: there is none;
// ErrClosed: the code is the key of a unit that is gone.
func (s *Service) ByCode(ctx context.Context, code string) (Unit, error) {
	snap, err := s.snapshot(ctx)
	if err != nil {
		return Unit{}, err
	}
	i := snap.find(code)
	if i == none {
		return Unit{}, ErrUnknown.With("code", code)
	}
	u := snap.unit(i)
	if !u.ValidAt(s.clock.Now().In(clock.Saigon)) {
		return Unit{}, ErrClosed.With("code", code)
	}
	return u, nil
}

// CommuneNames returns the full names of the units of today with these codes; what
// is unknown is left out.
func (s *Service) CommuneNames(ctx context.Context, codes []string) (map[string]string, error) {
	snap, err := s.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	out := make(map[string]string, len(codes))
	for _, code := range codes {
		if i := snap.find(code); i != none {
			out[code] = snap.unit(i).FullName()
		}
	}
	return out, nil
}

// ByGSOCode returns the unit that bore the state's code on a day in the past:
// 04672 is thị trấn Sơn Thịnh in 2024 and xã Văn Chấn since July 2025.
func (s *Service) ByGSOCode(ctx context.Context, gsoCode string, day time.Time) (Unit, error) {
	snap, err := s.snapshot(ctx)
	if err != nil {
		return Unit{}, err
	}
	for i := range snap.units {
		if u := snap.unit(int32(i)); gsoCode != "" && u.GSOCode == gsoCode && u.ValidAt(day) {
			return u, nil
		}
	}
	return Unit{}, ErrUnknown.With("code", gsoCode)
}

// Commune returns a commune of today with its province, as an address needs it.
// ErrUnknown also answers the code of a province.
func (s *Service) Commune(ctx context.Context, code string) (Place, error) {
	u, err := s.ByCode(ctx, code)
	if err != nil {
		return Place{}, err
	}
	if u.Level != LevelCommune {
		return Place{}, ErrUnknown.With("code", code)
	}
	province, err := s.ByCode(ctx, u.ParentCode)
	if err != nil {
		return Place{}, fmt.Errorf("province of %s: %w", code, err)
	}
	return Place{Commune: u, Province: province}, nil
}

// Label names a commune for people: "xã Văn Chấn, tỉnh Lào Cai".
func (s *Service) Label(ctx context.Context, communeCode string) (string, error) {
	p, err := s.Commune(ctx, communeCode)
	if err != nil {
		return "", err
	}
	return p.Label(), nil
}

// Origin is a label in both languages.
type Origin struct{ VI, EN string }

// OriginLabel names where a product comes from, with the former unit that made
// the name known: "xã Văn Chấn, tỉnh Lào Cai (trước 7/2025: xã Suối Giàng, huyện
// Văn Chấn, Yên Bái)". formerCode "" leaves the bracket out. ErrUnknown answers a
// former unit that did not become part of the commune.
func (s *Service) OriginLabel(ctx context.Context, communeCode, formerCode string) (Origin, error) {
	p, err := s.Commune(ctx, communeCode)
	if err != nil {
		return Origin{}, err
	}
	if formerCode == "" {
		return Origin{VI: p.Label(), EN: p.LabelEN()}, nil
	}
	snap, err := s.snapshot(ctx)
	if err != nil {
		return Origin{}, err
	}
	old := snap.find(formerCode)
	if old == none || !snap.becamePartOf(old, snap.find(communeCode)) {
		return Origin{}, ErrUnknown.With("code", formerCode)
	}
	f := snap.formerUnit(old)
	return Origin{VI: f.origin(p), EN: f.originEN(p)}, nil
}

// Provinces lists the provinces of today in the order of their names.
func (s *Service) Provinces(ctx context.Context) ([]Unit, error) {
	snap, err := s.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	return snap.provinceList(), nil
}
