package demand

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

// Programme is a linkage between provinces or organisations (chương trình liên kết).
type Programme struct {
	ID       ident.ID
	Slug     string
	Name     catalog.Text
	StartsOn time.Time
	EndsOn   time.Time // the last day
	Note     string
	Sample   bool
	Version  int64
	// Provinces and Orgs are the members: all cooperatives of a province, or one organisation.
	Provinces []string
	Orgs      []ident.ID
}

// ProgrammeInput keeps a programme; ID is ident.Nil for a new one.
type ProgrammeInput struct {
	Actor   party.Actor
	Version int64 // that was seen; 0 for a new one
	Programme
}

const maxMembers = 200

func (in *ProgrammeInput) normalise() *apperr.Fields {
	var f apperr.Fields
	in.Slug, in.Name.VI, in.Name.EN = strings.TrimSpace(in.Slug), strings.TrimSpace(in.Name.VI), strings.TrimSpace(in.Name.EN)
	slices.Sort(in.Provinces)
	in.Provinces = slices.Compact(in.Provinces)
	slices.SortFunc(in.Orgs, func(a, b ident.ID) int { return strings.Compare(a.String(), b.String()) })
	in.Orgs = slices.Compact(in.Orgs)
	slug := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	if n := utf8.RuneCountInString(in.Name.VI); n < 2 || n > 200 || utf8.RuneCountInString(in.Name.EN) > 200 || !slug.MatchString(in.Slug) || len(in.Slug) > 80 {
		f.AddErr("/name", errProgName)
	}
	if in.StartsOn.IsZero() || !in.EndsOn.After(in.StartsOn) {
		f.AddErr("/endsOn", errDates)
	}
	if utf8.RuneCountInString(in.Note) > 2000 {
		f.AddErr("/note", errNote)
	}
	if n := len(in.Provinces) + len(in.Orgs); n < 2 || n > maxMembers {
		f.AddErr("/members", errMembers)
	}
	return &f
}

// Programmes lists all linkage programmes, those that end last first.
func (s *Service) Programmes(ctx context.Context) ([]Programme, error) {
	return s.store.programmes(ctx)
}

// InForce tells whether a programme holds on a day.
func (p Programme) InForce(day time.Time) bool {
	return !day.Before(p.StartsOn) && !day.After(p.EndsOn)
}

// Joins tells whether an organisation takes part, itself or by its province.
func (p Programme) Joins(orgID ident.ID, province string) bool {
	return slices.Contains(p.Orgs, orgID) || province != "" && slices.Contains(p.Provinces, province)
}

// ProgrammesOf lists the programmes in force today of which an organisation is
// itself a member.
func (s *Service) ProgrammesOf(ctx context.Context, orgID ident.ID) ([]Programme, error) {
	all, err := s.store.programmes(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(p Programme) bool { return !p.InForce(s.today()) || !p.Joins(orgID, "") }), nil
}

// PutProgramme keeps a new programme or changes one against the version that was
// seen; only the Alliance may. Adding the same slug again is refused. Errors:
// auth.forbidden, request.invalid, ErrProgrammeNotFound, ErrProgrammeChanged,
// ErrProgrammeSlug.
func (s *Service) PutProgramme(ctx context.Context, in ProgrammeInput) (*Programme, error) {
	if !in.Actor.IsAlliance() {
		return nil, ErrAllianceOnly
	}
	return s.putProgramme(ctx, in)
}

// SeedProgramme keeps a programme of the demo unless it is there.
func (s *Service) SeedProgramme(ctx context.Context, p Programme) (ident.ID, error) {
	there, err := s.store.programmes(ctx)
	if err != nil {
		return ident.Nil, err
	}
	for _, q := range there {
		if q.Slug == p.Slug {
			return q.ID, nil
		}
	}
	p.Sample = true
	made, err := s.putProgramme(ctx, ProgrammeInput{Programme: p})
	if err != nil {
		return ident.Nil, err
	}
	return made.ID, nil
}

func (s *Service) putProgramme(ctx context.Context, in ProgrammeInput) (*Programme, error) {
	if err := in.normalise().Err(); err != nil {
		return nil, err
	}
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if in.Programme.ID == ident.Nil {
			in.Programme.ID, in.Programme.Version = ident.New(), 1
			if err := s.store.insertProgramme(ctx, in.Programme, s.Clock.Now()); err != nil {
				return err
			}
		} else {
			seen, err := s.store.lockProgramme(ctx, in.Programme.ID)
			if err != nil {
				return err
			}
			if seen != in.Version {
				return ErrProgrammeChanged.With("version", seen)
			}
			in.Programme.Version = seen + 1
			if err := s.store.updateProgramme(ctx, in.Programme, s.Clock.Now()); err != nil {
				return err
			}
		}
		return s.store.putMembers(ctx, in.Programme)
	})
	if err != nil {
		return nil, err
	}
	return &in.Programme, nil
}
