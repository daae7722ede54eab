package trace

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/stock"
)

// StepKind is what was done to a lot.
type StepKind string

// The kinds, in the usual order.
const (
	StepPlant     StepKind = "plant" // sown, planted, hatched
	StepCare      StepKind = "care"
	StepHarvest   StepKind = "harvest"
	StepProcess   StepKind = "process"
	StepPack      StepKind = "pack"
	StepStore     StepKind = "store"
	StepTransport StepKind = "transport"
	StepOther     StepKind = "other"
)

// Known tells whether the kind is one of ours.
func (k StepKind) Known() bool {
	switch k {
	case StepPlant, StepCare, StepHarvest, StepProcess, StepPack, StepStore, StepTransport, StepOther:
		return true
	default:
		return false
	}
}

// Step is one event of a lot's making.
type Step struct {
	ID      ident.ID
	LotID   ident.ID
	Kind    StepKind
	On      time.Time // a calendar.Day
	Place   string
	Text    apperr.Text // EN may be empty
	Picture *catalog.Picture
}

// Result is what a laboratory found in a lot.
type Result struct {
	ID         ident.ID
	LotID      ident.ID
	Laboratory string
	Number     string // of the report
	On         time.Time
	Subject    string // what was looked for
	Result     string
	Passed     bool
}

// most bounds the steps, and the results, of a lot.
const most = 40

func (s *Service) checkDay(f *apperr.Fields, pointer string, on time.Time) {
	if on.Year() < 2000 || on.After(calendar.Day(s.Clock.Now())) {
		f.AddErr(pointer, ErrStepDay)
	}
}

func tooLong(text string, most int) bool { return utf8.RuneCountInString(text) > most }

// AddStep tells one step of a lot. A repeated key tells it once. Errors:
// request.invalid, stock.ErrLotNotFound, stock.ErrLotLoose, ErrTooMany,
// idempotency.ErrReused.
func (s *Service) AddStep(ctx context.Context, by By, lotID ident.ID, key string, step Step) (*Detail, error) {
	if _, err := s.Stock.Lot(ctx, by.OrgID, lotID); err != nil { // before what was typed: nobody learns of others' lots
		return nil, err
	}
	step.Text.VI, step.Text.EN, step.Place = strings.TrimSpace(step.Text.VI), strings.TrimSpace(step.Text.EN), strings.TrimSpace(step.Place)
	var f apperr.Fields
	if !step.Kind.Known() {
		f.AddErr("/kind", ErrStepKind)
	}
	if step.Text.VI == "" || tooLong(step.Text.VI, 500) {
		f.AddErr("/text", ErrStepText)
	}
	if tooLong(step.Text.EN, 500) {
		f.AddErr("/textEn", ErrStepText)
	}
	if tooLong(step.Place, 120) {
		f.AddErr("/place", stock.ErrLotText)
	}
	s.checkDay(&f, "/on", step.On)
	if err := f.Err(); err != nil {
		return nil, err
	}
	return s.write(ctx, by, lotID, func(ctx context.Context) error {
		fresh, err := s.claim(ctx, by, "lot.step", key, []any{lotID, step}, &step.ID)
		if err != nil || !fresh {
			return err
		}
		step.LotID = lotID
		return s.store.insertStep(ctx, step, by.UserID, s.Clock.Now())
	})
}

// RemoveStep takes a step back; one that is not there is fine.
func (s *Service) RemoveStep(ctx context.Context, by By, lotID, stepID ident.ID) (*Detail, error) {
	return s.write(ctx, by, lotID, func(ctx context.Context) error { return s.store.deleteStep(ctx, lotID, stepID) })
}

// AddStepPicture shows a step; another picture takes the place of the first. Errors:
// stock.ErrLotNotFound, ErrStepNotFound, those of package picture.
func (s *Service) AddStepPicture(ctx context.Context, by By, lotID, stepID ident.ID, data []byte) (*Detail, error) {
	if _, err := s.Stock.Lot(ctx, by.OrgID, lotID); err != nil {
		return nil, err
	}
	made, err := s.maker.Make(ctx, data)
	if err != nil {
		return nil, err
	}
	p := catalog.Picture{Width: made.Width, Height: made.Height, Color: made.Color}
	for _, r := range made.Renditions { // outside of the transaction; a file without a row has no name but its content
		if err := s.Blobs.Put(ctx, r.Key, r.JPEG); err != nil {
			return nil, err
		}
		p.Sizes = append(p.Sizes, catalog.PictureSize{W: r.W, H: r.H, Key: r.Key})
	}
	return s.write(ctx, by, lotID, func(ctx context.Context) error { return s.store.setStepPicture(ctx, lotID, stepID, p) })
}

// AddResult tells what a laboratory found. A repeated key tells it once. Errors:
// request.invalid, stock.ErrLotNotFound, stock.ErrLotLoose, ErrTooMany, ErrTestTwice,
// idempotency.ErrReused.
func (s *Service) AddResult(ctx context.Context, by By, lotID ident.ID, key string, r Result) (*Detail, error) {
	if _, err := s.Stock.Lot(ctx, by.OrgID, lotID); err != nil { // before what was typed: nobody learns of others' lots
		return nil, err
	}
	var f apperr.Fields
	for _, text := range []struct {
		pointer string
		of      *string
	}{{"/laboratory", &r.Laboratory}, {"/number", &r.Number}, {"/subject", &r.Subject}, {"/result", &r.Result}} {
		*text.of = strings.TrimSpace(*text.of)
		if *text.of == "" || tooLong(*text.of, 200) {
			f.AddErr(text.pointer, ErrTestText)
		}
	}
	s.checkDay(&f, "/on", r.On)
	if err := f.Err(); err != nil {
		return nil, err
	}
	return s.write(ctx, by, lotID, func(ctx context.Context) error {
		fresh, err := s.claim(ctx, by, "lot.result", key, []any{lotID, r}, &r.ID)
		if err != nil || !fresh {
			return err
		}
		r.LotID = lotID
		return s.store.insertResult(ctx, r, by.UserID, s.Clock.Now())
	})
}

// RemoveResult takes a result back; one that is not there is fine.
func (s *Service) RemoveResult(ctx context.Context, by By, lotID, resultID ident.ID) (*Detail, error) {
	return s.write(ctx, by, lotID, func(ctx context.Context) error { return s.store.deleteResult(ctx, lotID, resultID) })
}

// SeedStep tells a step of the demo.
func (s *Service) SeedStep(ctx context.Context, x Step) error {
	x.ID = ident.New()
	return s.store.insertStep(ctx, x, ident.Nil, s.Clock.Now())
}

// SeedResult tells a result of the demo.
func (s *Service) SeedResult(ctx context.Context, x Result) error {
	x.ID = ident.New()
	return s.store.insertResult(ctx, x, ident.Nil, s.Clock.Now())
}
