package dossier

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
)

// ActInput is a step with what it needs; fields a step has no use for stay empty.
type ActInput struct {
	Door
	ID      ident.ID
	Action  Action
	Version int64
	Reason  string

	// Of a council's result.
	Points     int // hundredths
	DecisionNo string
	DecidedOn  time.Time
	FileID     ident.ID // ident.Nil: none
	Note       string

	// Of a certificate. The number may be empty where the paper carries the decision's only.
	Number   string
	Issuer   string
	Level    ocop.Level
	IssuedOn time.Time
}

// Act carries out a step. Repeating one that is done changes nothing. Errors:
// request.invalid, ErrNotFound, ErrRole, ErrNotAllowed, ErrStale, errNoStars.
func (s *Service) Act(ctx context.Context, in ActInput) (*View, error) {
	in.Reason, in.Note, in.DecisionNo = strings.TrimSpace(in.Reason), strings.TrimSpace(in.Note), strings.TrimSpace(in.DecisionNo)
	in.Number, in.Issuer = strings.TrimSpace(in.Number), strings.TrimSpace(in.Issuer)
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		d, role, err := s.open(ctx, in.Door, in.ID, true)
		if err != nil {
			return err
		}
		to, again, err := next(d.Status, in.Action, role, in.Reason)
		if err != nil || again {
			return err
		}
		if d.Version != in.Version {
			return ErrStale.With("current", map[string]any{"version": d.Version})
		}
		was := d
		d.Status = to
		if err := s.effect(ctx, &d, was, in); err != nil {
			return err
		}
		return s.store.step(ctx, d, in.Actor.UserID, in.Reason, s.Clock.Now())
	})
	if err != nil {
		return nil, err
	}
	return s.Show(ctx, in.Door, in.ID)
}

// effect does what goes with a step.
func (s *Service) effect(ctx context.Context, d *Dossier, was Dossier, in ActInput) error {
	now := s.Clock.Now()
	switch in.Action {
	case ActionSubmit:
		d.SubmittedAt = now
	case ActionPrescore:
		return s.round(ctx, *d, in, firstLevel(*d))
	case ActionScore:
		return s.round(ctx, *d, in, ocop.LevelProvince)
	case ActionCentral:
		if was.LastPoints < ocop.StarFloor(ocop.MaxStars) {
			return errCentral.At("/points")
		}
		return s.round(ctx, *d, in, ocop.LevelCentral)
	case ActionCertify:
		return s.certify(ctx, d, was, in)
	case ActionRevoke:
		if d.CertificateID != ident.Nil {
			return s.Catalog.RevokeCertificate(ctx, d.ProductID, d.CertificateID, s.today())
		}
	case ActionWithdraw, ActionFail:
		return s.resume(ctx, *d)
	case ActionReturn, ActionReEvaluate, ActionResume, ActionNearEnd, ActionEnd, ActionReplace:
	}
	return nil
}

// firstLevel is who judges first by the dossier's rules.
func firstLevel(d Dossier) ocop.Level {
	rules, _ := ocop.RuleSetBy(d.RuleSet)
	return rules.Rounds[0]
}

// round writes what a council gave. The commune reports; it gives no total.
func (s *Service) round(ctx context.Context, d Dossier, in ActInput, level ocop.Level) error {
	var f apperr.Fields
	if in.DecisionNo == "" || utf8.RuneCountInString(in.DecisionNo) > 120 || in.DecidedOn.IsZero() || in.DecidedOn.After(s.today()) {
		f.AddErr("/decisionNo", errDecision)
	}
	if in.Points < 0 || in.Points > 10000 {
		f.AddErr("/points", errPoints)
	}
	if utf8.RuneCountInString(in.Note) > 1000 {
		f.AddErr("/note", errNote)
	}
	if err := f.Err(); err != nil {
		return err
	}
	if in.FileID != ident.Nil {
		if files, err := s.store.files(ctx, d.ID, in.FileID); err != nil {
			return err
		} else if len(files) == 0 {
			return ErrFileNotFound
		}
	}
	r := Round{
		ID: ident.New(), Level: level, DecisionNo: in.DecisionNo, DecidedOn: in.DecidedOn, FileID: in.FileID, Note: in.Note, At: s.Clock.Now(),
	}
	if level != ocop.LevelCommune {
		r.Points, r.Stars = &in.Points, ocop.StarsFor(in.Points)
	}
	return s.store.insertRound(ctx, d.ID, r, in.Actor.UserID)
}

// certify writes the certificate that the shop shows. What the last council gave
// decides the stars.
func (s *Service) certify(ctx context.Context, d *Dossier, was Dossier, in ActInput) error {
	stars := ocop.StarsFor(was.LastPoints)
	// Only the centre certifies five; of a province's 90 points come four.
	if was.Status == StatusProvinceScored && stars == ocop.MaxStars {
		stars--
	}
	if stars == 0 {
		return errNoStars
	}
	var f apperr.Fields
	if in.Issuer == "" || utf8.RuneCountInString(in.Issuer) > 160 || utf8.RuneCountInString(in.Number) > 120 || in.IssuedOn.IsZero() || in.IssuedOn.After(s.today()) {
		f.AddErr("/issuer", errCertificate)
	} else if !ocop.MayIssue(in.Level, stars, in.IssuedOn) {
		f.AddErr("/level", errIssuer)
	}
	if err := f.Err(); err != nil {
		return err
	}
	number := in.Number
	if number == "" {
		number = in.DecisionNo
	}
	id, err := s.Catalog.AddCertificate(ctx, d.ProductID, catalog.CertificateInput{
		Number: number, Issuer: in.Issuer, Level: in.Level, Stars: stars, IssuedOn: in.IssuedOn, Sample: d.Sample, Source: "Hồ sơ " + d.Code,
	})
	if err != nil {
		return err
	}
	set, _ := ocop.SubgroupOf(d.Subgroup)
	if err := s.Catalog.SetOCOPSubgroup(ctx, d.ProductID, set); err != nil {
		return err
	}
	d.CertificateID, d.CertifiedAt = id, s.Clock.Now()
	before, err := s.store.lastCertified(ctx, d.ProductID)
	if err != nil || before.ID == ident.Nil || before.ID == d.ID {
		return err
	}
	return s.system(ctx, before, ActionReplace, d.Code)
}

// resume gives a dossier whose successor came to nothing its own state back.
func (s *Service) resume(ctx context.Context, d Dossier) error {
	if d.PreviousID == ident.Nil {
		return nil
	}
	before, err := s.store.byID(ctx, ident.Nil, d.PreviousID)
	if err != nil || before.Status != StatusReEvaluating {
		return err
	}
	return s.system(ctx, before, ActionResume, d.Code)
}

// Assign says who of the Alliance looks after a dossier; ident.Nil: nobody. Errors:
// request.invalid, ErrNotFound.
func (s *Service) Assign(ctx context.Context, door Door, id, userID ident.ID) (*View, error) {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		d, role, err := s.open(ctx, door, id, true)
		if err != nil {
			return err
		}
		if role != RoleAlliance {
			return ErrRole
		}
		if userID != ident.Nil {
			staff, err := s.store.allianceStaff(ctx)
			if err != nil {
				return err
			}
			if _, ok := staff[userID]; !ok {
				return apperr.ErrInvalid.AtField("/userId", errAssignee)
			}
		}
		return s.store.assign(ctx, d, userID, s.Clock.Now())
	})
	if err != nil {
		return nil, err
	}
	return s.Show(ctx, door, id)
}

// Staff lists who of the Alliance can look after dossiers, by id. Errors: ErrNotFound.
func (s *Service) Staff(ctx context.Context, door Door) (map[ident.ID]string, error) {
	if role, err := door.role(); err != nil || role != RoleAlliance {
		return nil, ErrNotFound
	}
	return s.store.allianceStaff(ctx)
}

// Comment adds to the thread; a repeated key once. Errors: request.invalid,
// ErrNotFound, idempotency.ErrReused.
func (s *Service) Comment(ctx context.Context, door Door, id ident.ID, key, body string) (*View, error) {
	body = strings.TrimSpace(body)
	if n := utf8.RuneCountInString(body); n == 0 || n > 2000 {
		return nil, apperr.ErrInvalid.AtField("/body", errBody)
	}
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		d, role, err := s.open(ctx, door, id, true)
		if err != nil {
			return err
		}
		fresh := ident.New()
		made, err := idempotency.Claim(ctx, s.DB, idempotency.Key{UserID: door.Actor.UserID, Operation: "dossier.comment:" + id.String(), Value: key},
			body, fresh, s.Clock.Now())
		if err != nil || made != fresh {
			return err
		}
		if err := s.store.insertComment(ctx, d.ID, fresh, door.Actor.UserID, door.org(), body, s.Clock.Now()); err != nil {
			return err
		}
		return s.tellComment(ctx, d, role, fresh, body)
	})
	if err != nil {
		return nil, err
	}
	return s.Show(ctx, door, id)
}

// tellComment mails a comment to the other side, the cooperative or the Alliance.
func (s *Service) tellComment(ctx context.Context, d Dossier, by Role, id ident.ID, body string) error {
	if r := []rune(body); len(r) > mailedRunes {
		body = string(r[:mailedRunes]) + "…"
	}
	news := announce.News{
		Kind: notify.KindDossierComment, Dedupe: "dossier_comment:" + id.String(), Goods: d.ProductName,
		Mail: notify.TradeMail{Code: d.Code, Reason: body, From: "Liên minh", URL: workURL(d)},
	}
	if by == RoleAlliance {
		news.To = d.OrgID
		return s.Announce.Tell(ctx, news)
	}
	news.Mail.From, news.Mail.URL = d.OrgName, "/lien-minh/ocop/"+d.ID.String()
	desks, err := s.store.alliances(ctx)
	if err != nil {
		return err
	}
	for _, desk := range desks {
		news.To = desk
		if err := s.Announce.Tell(ctx, news); err != nil {
			return err
		}
	}
	return nil
}

// mailedRunes is how much of a comment stands in its mail.
const mailedRunes = 300

// Figures are what a half-year of the programme brought, counted from dossiers.
type Figures struct {
	Half                        ocop.Half
	New, ReEvaluated, Supported int
	// Cooperatives are those of the new ones.
	Cooperatives int
	Frame        ocop.Frame
}

// Figures counts a half-year: certified for the first time, certified again, and
// looked after by the Alliance without being certified in it. Errors: ErrNotFound.
func (s *Service) Figures(ctx context.Context, door Door, half ocop.Half) (Figures, error) {
	if role, err := door.role(); err != nil || role != RoleAlliance {
		return Figures{}, ErrNotFound
	}
	if half.Year == 0 {
		half = ocop.HalfOf(s.today())
	}
	f, err := s.store.figures(ctx, half)
	f.Half, f.Frame = half, ocop.ProgrammeFrame()
	return f, err
}
