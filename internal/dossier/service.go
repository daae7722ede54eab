package dossier

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
)

// Bucket keeps files that only this package hands out.
type Bucket interface {
	PutPrivate(ctx context.Context, key string, data []byte) error
	GetPrivate(ctx context.Context, key string) ([]byte, error)
}

// Deps are what dossiers work with; all are needed.
type Deps struct {
	DB       *db.DB
	Catalog  *catalog.Service
	Party    *party.Service
	Announce *announce.Service
	Blobs    Bucket
	Clock    clock.Clock
}

// Service is the use cases of dossiers. Methods join the transaction of ctx.
type Service struct {
	Deps
	store store
}

// NewService returns dossiers over a database.
func NewService(d Deps) *Service { return &Service{Deps: d, store: store{db: d.DB}} }

func (s *Service) today() time.Time { return ocop.DateOf(s.Clock.Now()) }

// Door is through whom a dossier is asked for: a cooperative's own, or the
// Alliance's, who sees all.
type Door struct {
	Actor party.Actor
	OrgID ident.ID // ident.Nil: the Alliance's
}

// role says in which capacity the door lets in. Errors: ErrNotFound.
func (d Door) role() (Role, error) {
	if d.OrgID == ident.Nil {
		if d.Actor.IsAlliance() {
			return RoleAlliance, nil
		}
		return "", ErrNotFound
	}
	if m, ok := d.Actor.MemberOf(d.OrgID); ok && m.Kind == party.KindCooperative {
		return RoleCooperative, nil
	}
	return "", ErrNotFound
}

// org is in whose name somebody behind the door writes.
func (d Door) org() ident.ID {
	if d.OrgID != ident.Nil {
		return d.OrgID
	}
	for _, m := range d.Actor.Memberships {
		if m.Kind == party.KindAlliance {
			return m.OrgID
		}
	}
	return ident.Nil
}

// open returns a dossier to whom the door lets in, locked where the caller will
// write. Errors: ErrNotFound.
func (s *Service) open(ctx context.Context, d Door, id ident.ID, lock bool) (Dossier, Role, error) {
	role, err := d.role()
	if err != nil {
		return Dossier{}, "", err
	}
	if lock {
		if err := s.store.lock(ctx, id); err != nil {
			return Dossier{}, "", err
		}
	}
	got, err := s.store.byID(ctx, d.OrgID, id)
	return got, role, err
}

// CreateInput opens a dossier for a product: a cooperative's own, or of any verified
// cooperative where the Alliance helps.
type CreateInput struct {
	Door
	Key         string // Idempotency-Key
	ProductID   ident.ID
	Subgroup    int
	TargetStars int
}

func (in CreateInput) validate() error {
	var f apperr.Fields
	if _, ok := ocop.SubgroupOf(in.Subgroup); !ok {
		f.AddErr("/subgroup", errSubgroup)
	}
	if in.TargetStars < ocop.MinStars || in.TargetStars > ocop.MaxStars {
		f.AddErr("/targetStars", errTarget)
	}
	return f.Err()
}

// Create opens a dossier: a first evaluation, or a re-evaluation where the product
// has been certified before. A repeated key makes one. Errors: request.invalid,
// ErrNotFound, ErrOpen, idempotency.ErrReused.
func (s *Service) Create(ctx context.Context, in CreateInput) (*View, error) {
	role, err := in.role()
	if err != nil {
		return nil, ErrNotFound
	}
	if err := in.validate(); err != nil {
		return nil, err
	}
	var made ident.ID
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		now, fresh := s.Clock.Now(), ident.New()
		made, err = idempotency.Claim(ctx, s.DB, idempotency.Key{UserID: in.Actor.UserID, Operation: "dossier.create", Value: in.Key},
			[]any{in.OrgID, in.ProductID, in.Subgroup, in.TargetStars}, fresh, now)
		if err != nil || made != fresh {
			return err
		}
		orgID, err := s.seller(ctx, in, role)
		if err != nil {
			return err
		}
		d := Dossier{
			ID: fresh, Code: "OCOP-" + ident.Code(6), OrgID: orgID, ProductID: in.ProductID, Kind: KindNew, Status: StatusDraft,
			RuleSet: ocop.RuleSetOn(s.today()).Code, Subgroup: in.Subgroup, TargetStars: in.TargetStars, Version: 1, CreatedAt: now, UpdatedAt: now,
		}
		held, err := s.store.certified(ctx, in.ProductID)
		if err != nil {
			return err
		}
		if held {
			d.Kind = KindReEvaluation
		}
		if err := s.follow(ctx, &d); err != nil {
			return err
		}
		if err := s.store.insert(ctx, d, in.Actor.UserID); err != nil || role == RoleCooperative {
			return err
		}
		return s.openedFor(ctx, d, in.Actor.UserID)
	})
	if err != nil {
		return nil, err
	}
	return s.Show(ctx, in.Door, made)
}

// seller says whose dossier it becomes. Errors: request.invalid.
func (s *Service) seller(ctx context.Context, in CreateInput, role Role) (ident.ID, error) {
	orgID := in.OrgID
	if role == RoleAlliance {
		var err error
		if orgID, err = s.store.sellerOf(ctx, in.ProductID); err != nil {
			return orgID, err
		}
	}
	if orgID != ident.Nil {
		_, err := s.Catalog.OwnProduct(ctx, orgID, in.ProductID)
		if err == nil {
			return orgID, nil
		}
		if !errors.Is(err, catalog.ErrProductNotFound) {
			return orgID, err
		}
	}
	return orgID, apperr.ErrInvalid.AtField("/productId", errProduct)
}

// openedFor leaves a trace of what the Alliance did for a cooperative, and tells it.
func (s *Service) openedFor(ctx context.Context, d Dossier, by ident.ID) error {
	d, err := s.store.byID(ctx, ident.Nil, d.ID)
	if err != nil {
		return err
	}
	if err := s.Party.Audit(ctx, party.AuditEntry{
		ActorID: by, OrgID: d.OrgID, Action: "dossier.open_by_alliance", Subject: d.ID.String(), Detail: map[string]string{"name": d.ProductName.VI, "code": d.Code},
	}); err != nil {
		return err
	}
	return s.Announce.Tell(ctx, announce.News{
		To: d.OrgID, Kind: notify.KindDossierOpened, Dedupe: "dossier_opened:" + d.ID.String(), Goods: d.ProductName,
		Mail: notify.TradeMail{Code: d.Code, URL: workURL(d)},
	})
}

func workURL(d Dossier) string { return "/quan-ly/" + d.OrgID.String() + "/ocop/" + d.ID.String() }

// follow makes the product's last certified dossier the one that d comes after.
func (s *Service) follow(ctx context.Context, d *Dossier) error {
	before, err := s.store.lastCertified(ctx, d.ProductID)
	if err != nil || before.ID == ident.Nil {
		return err
	}
	d.PreviousID = before.ID
	if before.Status == StatusExpired {
		return nil
	}
	return s.system(ctx, before, ActionReEvaluate, d.Code)
}

// system carries out a step that nobody asks for; one that is not due is none.
func (s *Service) system(ctx context.Context, d Dossier, a Action, note string) error {
	to, again, err := next(d.Status, a, RoleSystem, note)
	if err != nil || again {
		return err
	}
	d.Status = to
	return s.store.step(ctx, d, ident.Nil, note, s.Clock.Now())
}

// SaveInput are the cooperative's own scores, against the version that was seen.
type SaveInput struct {
	Door
	ID          ident.ID
	Version     int64
	Subgroup    int
	TargetStars int
	Scores      []Score
}

// SaveScores replaces what the cooperative gives itself, while the dossier is a
// draft. Errors: request.invalid, ErrNotFound, ErrStale, ErrNotAllowed.
func (s *Service) SaveScores(ctx context.Context, in SaveInput) (*View, error) {
	if err := (CreateInput{Subgroup: in.Subgroup, TargetStars: in.TargetStars}).validate(); err != nil {
		return nil, err
	}
	for i := range in.Scores {
		in.Scores[i].Note = strings.TrimSpace(in.Scores[i].Note)
	}
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		d, role, err := s.open(ctx, in.Door, in.ID, true)
		if err != nil {
			return err
		}
		if role != RoleCooperative {
			return ErrRole
		}
		if d.Version != in.Version {
			return ErrStale.With("current", map[string]any{"version": d.Version})
		}
		if d.Status != StatusDraft {
			return ErrNotAllowed.With("status", d.Status)
		}
		rules, _ := ocop.RuleSetBy(d.RuleSet)
		if err := checkScores(rules, in.Scores); err != nil {
			return err
		}
		d.Subgroup, d.TargetStars = in.Subgroup, in.TargetStars
		return s.store.saveScores(ctx, d, in.Scores, s.Clock.Now())
	})
	if err != nil {
		return nil, err
	}
	return s.Show(ctx, in.Door, in.ID)
}

// Show returns a dossier with all that belongs to it. Errors: ErrNotFound.
func (s *Service) Show(ctx context.Context, door Door, id ident.ID) (*View, error) {
	d, role, err := s.open(ctx, door, id, false)
	if err != nil {
		return nil, err
	}
	v := &View{Dossier: d, Allowed: Allowed(d.Status, role)}
	v.Rules, _ = ocop.RuleSetBy(d.RuleSet)
	if v.Scores, err = s.store.scores(ctx, id); err != nil {
		return nil, err
	}
	plain := make([]ocop.Score, len(v.Scores))
	for i, sc := range v.Scores {
		plain[i] = ocop.Score{Criterion: sc.Criterion, Points: sc.Points}
	}
	v.Gap = v.Rules.GapOf(plain)
	if v.Files, err = s.store.files(ctx, id, ident.Nil); err != nil {
		return nil, err
	}
	if v.Rounds, err = s.store.rounds(ctx, id); err != nil {
		return nil, err
	}
	if v.Comments, err = s.store.comments(ctx, id); err != nil {
		return nil, err
	}
	if v.Timeline, err = s.store.events(ctx, id); err != nil {
		return nil, err
	}
	v.Certificate, err = s.store.certificate(ctx, d.CertificateID, s.today())
	return v, err
}

// Filter narrows a list; zero values mean any.
type Filter struct {
	OrgID  ident.ID
	Status Status
}

// Page is one page of dossiers with how many there are in each state.
type Page struct {
	keyset.Page[Dossier]
	Counts map[Status]int64
}

const listCursor = "dossiers"

// List returns one page, changed last first. Errors: request.invalid, ErrNotFound,
// keyset.ErrBadCursor.
func (s *Service) List(ctx context.Context, door Door, status Status, cursor string, limit int) (Page, error) {
	var page Page
	if _, err := door.role(); err != nil {
		return page, err
	}
	after, err := keyset.DecodeTimeID(listCursor, cursor)
	if err != nil {
		return page, err
	}
	f := Filter{OrgID: door.OrgID, Status: status}
	items, err := s.store.list(ctx, f, after, limit+1)
	if err != nil {
		return page, err
	}
	if len(items) > limit {
		items = items[:limit]
		last := items[limit-1]
		page.Next = keyset.EncodeTimeID(listCursor, keyset.TimeID{At: last.UpdatedAt, ID: last.ID})
	}
	page.Items = items
	if page.Counts, err = s.store.counts(ctx, door.OrgID); err != nil {
		return page, err
	}
	for st, n := range page.Counts {
		if status == "" || st == status {
			page.Total += n
		}
	}
	return page, nil
}

// Holding is a product's certificate and how its re-evaluation stands.
type Holding struct {
	Certificate
	ProductID   ident.ID
	ProductName apperr.Text
	ProductSlug string
	OrgID       ident.ID
	OrgName     string
	Subgroup    int
	Reminded    []int    // months before the end of which somebody was told
	OpenID      ident.ID // dossier under way; ident.Nil: none
}

// Holdings lists certificates by their end, those of one cooperative or, for the
// Alliance, of all that end within half a year. Errors: ErrNotFound.
func (s *Service) Holdings(ctx context.Context, door Door) ([]Holding, error) {
	role, err := door.role()
	if err != nil {
		return nil, err
	}
	until := time.Time{}
	if role == RoleAlliance {
		until = ocop.MonthsBefore(s.today(), -ocop.ReminderMonths()[0])
	}
	return s.store.holdings(ctx, door.OrgID, s.today(), until)
}
