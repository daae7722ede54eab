package demand

import (
	"context"
	"strconv"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/party"
)

func pointer(line int) string { return "/lines/" + strconv.Itoa(line) }

const (
	ownCursor   = "own-demands"
	boardCursor = "demand-board"
	maxPage     = 100

	publishedCursor = "published-demands"
)

// Own returns a page of a buyer's demands, changed last first. Errors: keyset.ErrBadCursor.
func (s *Service) Own(ctx context.Context, orgID ident.ID, status Status, cursor string, limit int) (keyset.Page[Demand], error) {
	var page keyset.Page[Demand]
	after, err := keyset.DecodeTimeID(ownCursor, cursor)
	if err != nil {
		return page, err
	}
	limit = min(max(limit, 1), maxPage)
	if page.Items, err = s.store.list(ctx, listFilter{OrgID: orgID, Status: status}, after, limit+1); err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID(ownCursor, keyset.TimeID{At: last.UpdatedAt, ID: last.ID})
	}
	return s.counted(ctx, page, listFilter{OrgID: orgID, Status: status})
}

// BoardFilter narrows the board; empty fields do not.
type BoardFilter struct {
	TypeCode string
	// Cooperative sees also what it alone was invited to, and only what it may answer.
	Cooperative ident.ID
	Cursor      string
	Limit       int
}

// Board returns a page of the open demands, published last first. Without a
// cooperative it holds those that anybody may know of; who reads them decides how
// much of each is shown. Errors: keyset.ErrBadCursor.
func (s *Service) Board(ctx context.Context, in BoardFilter) (keyset.Page[Demand], error) {
	var page keyset.Page[Demand]
	after, err := keyset.DecodeTimeID(boardCursor, in.Cursor)
	if err != nil {
		return page, err
	}
	limit := min(max(in.Limit, 1), maxPage)
	f := listFilter{Board: true, TypeCode: in.TypeCode, Cooperative: in.Cooperative}
	if page.Items, err = s.store.list(ctx, f, after, limit+1); err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID(boardCursor, keyset.TimeID{At: last.PublishedAt, ID: last.ID})
	}
	if in.Cooperative != ident.Nil {
		for i := range page.Items {
			page.Items[i] = page.Items[i].ForCooperatives()
		}
	}
	return s.counted(ctx, page, f)
}

func (s *Service) counted(ctx context.Context, page keyset.Page[Demand], f listFilter) (keyset.Page[Demand], error) {
	total, err := s.store.count(ctx, f, keyset.CountCap+1)
	page.Total, page.Capped = min(total, keyset.CountCap), total > keyset.CountCap
	return page, err
}

// BoardFor is the board of a verified cooperative, in full. Errors: ErrNotFound,
// ErrNotVerified, keyset.ErrBadCursor.
func (s *Service) BoardFor(ctx context.Context, actor party.Actor, in BoardFilter) (keyset.Page[Demand], error) {
	m, ok := actor.MemberOf(in.Cooperative)
	if !ok || m.Kind != party.KindCooperative {
		return keyset.Page[Demand]{}, ErrNotFound
	}
	if m.Status != party.StatusVerified {
		return keyset.Page[Demand]{}, errCoopNotVerified
	}
	return s.Board(ctx, in)
}

// Published returns a page of all that was ever published, newest first; for the
// Alliance. Errors: auth.forbidden, keyset.ErrBadCursor.
func (s *Service) Published(ctx context.Context, actor party.Actor, status Status, cursor string, limit int) (keyset.Page[Demand], error) {
	var page keyset.Page[Demand]
	if !actor.IsAlliance() {
		return page, ErrAllianceOnly
	}
	after, err := keyset.DecodeTimeID(publishedCursor, cursor)
	if err != nil {
		return page, err
	}
	limit = min(max(limit, 1), maxPage)
	f := listFilter{Published: true, Status: status}
	if page.Items, err = s.store.list(ctx, f, after, limit+1); err != nil {
		return page, err
	}
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.EncodeTimeID(publishedCursor, keyset.TimeID{At: last.PublishedAt, ID: last.ID})
	}
	return s.counted(ctx, page, f)
}

// CloseAsAlliance takes a published demand off the board, whoever's it is. Errors:
// ErrNotFound, ErrNotAllowed, ErrChanged, auth.forbidden.
func (s *Service) CloseAsAlliance(ctx context.Context, in StepInput) (*Demand, error) {
	if !in.Actor.IsAlliance() {
		return nil, ErrAllianceOnly
	}
	d, err := s.store.byID(ctx, in.DemandID)
	if err != nil {
		return nil, err
	}
	if d.Revision == 0 {
		return nil, ErrNotFound
	}
	return s.step(ctx, d.OrgID, d.ID, ActionClose, Actor{UserID: in.Actor.UserID, Role: RoleAlliance}, in)
}

// ForCooperatives hides what a buyer keeps to itself: the highest price and who
// else was invited.
func (d Demand) ForCooperatives() Demand {
	lines := make([]Line, len(d.Content.Lines))
	for i, l := range d.Content.Lines {
		l.Highest = 0
		lines[i] = l
	}
	d.Content.Lines, d.Content.Invited = lines, nil
	return d
}

// OwnDemand returns one demand of a buyer. Errors: ErrNotFound.
func (s *Service) OwnDemand(ctx context.Context, orgID, id ident.ID) (*Demand, error) {
	return s.store.own(ctx, orgID, id)
}

// ByIDs returns demands by their id, in full: the caller shows of them what its
// reader may see.
func (s *Service) ByIDs(ctx context.Context, ids []ident.ID) (map[ident.ID]Demand, error) {
	list, err := s.store.byIDs(ctx, ids)
	out := make(map[ident.ID]Demand, len(list))
	for _, d := range list {
		out[d.ID] = d
	}
	return out, err
}

// See returns a demand as far as the actor may see it, and as what they do: its
// buyer, the Alliance (once published), or a verified cooperative that it is open
// to. Errors: ErrNotFound.
func (s *Service) See(ctx context.Context, actor party.Actor, id ident.ID) (*Demand, Role, error) {
	d, err := s.store.byID(ctx, id)
	if err != nil {
		return nil, "", err
	}
	if m, ok := actor.MemberOf(d.OrgID); ok && m.Kind == party.KindBuyer {
		return d, RoleBuyer, nil
	}
	if d.Revision == 0 {
		return nil, "", ErrNotFound
	}
	if actor.IsAlliance() {
		return d, RoleAlliance, nil
	}
	for _, m := range actor.Memberships {
		if m.Kind != party.KindCooperative || m.Status != party.StatusVerified {
			continue
		}
		admitted, err := s.store.admits(ctx, id, m.OrgID)
		if err != nil {
			return nil, "", err
		}
		if admitted {
			seen := d.ForCooperatives()
			return &seen, RoleCooperative, nil
		}
	}
	return nil, "", ErrNotFound
}

// Detail returns one demand of a buyer with what happened to it. Errors: ErrNotFound.
func (s *Service) Detail(ctx context.Context, orgID, id ident.ID) (*Demand, []Event, error) {
	d, err := s.store.own(ctx, orgID, id)
	if err != nil {
		return nil, nil, err
	}
	events, err := s.store.events(ctx, id)
	return d, events, err
}

// Timeline lists what happened to a demand, oldest first.
func (s *Service) Timeline(ctx context.Context, id ident.ID) ([]Event, error) {
	return s.store.events(ctx, id)
}

// Revision returns the wording of a demand as it was published. Errors: ErrNotFound.
func (s *Service) Revision(ctx context.Context, id ident.ID, revision int) (Content, error) {
	return s.store.revision(ctx, id, revision)
}

// OpenOf lists the open demands that ask for one of some types; for planning.
func (s *Service) OpenOf(ctx context.Context, typeCodes []string) ([]Demand, error) {
	return s.store.openOf(ctx, typeCodes)
}

// OpenTypes lists the types that open demands ask for.
func (s *Service) OpenTypes(ctx context.Context) ([]string, error) { return s.store.openTypes(ctx) }
