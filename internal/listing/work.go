package listing

import (
	"context"
	"errors"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
)

// Work is a product as its cooperative works on it, with what makes it better.
type Work struct {
	*catalog.Listing

	Hints   []catalog.Hint
	Score   int  // 0 to 100
	Trusted bool // goes on the shelf without a check
}

func (s *Service) work(ctx context.Context, l *catalog.Listing, err error) (Work, error) {
	if err != nil {
		return Work{}, err
	}
	trusted, err := s.Party.Trusted(ctx, l.OrgID)
	if err != nil {
		return Work{}, err
	}
	similar, err := s.Catalog.Compare(ctx, l)
	if err != nil {
		return Work{}, err
	}
	hints := l.Hints(similar)
	return Work{Listing: l, Hints: hints, Score: catalog.Score(hints), Trusted: trusted}, nil
}

// Open returns a product to work on. Errors: catalog.ErrProductNotFound.
func (s *Service) Open(ctx context.Context, orgID, productID ident.ID) (Work, error) {
	l, err := s.Catalog.Listing(ctx, orgID, productID)
	return s.work(ctx, l, err)
}

// Start opens an empty draft under an id that its maker chose. Errors: catalog.ErrIDTaken.
func (s *Service) Start(ctx context.Context, orgID, id ident.ID) (Work, error) {
	l, err := s.Catalog.StartDraft(ctx, orgID, id)
	return s.work(ctx, l, err)
}

// Copy makes a draft like a product. Errors: those of catalog.Copy.
func (s *Service) Copy(ctx context.Context, orgID, productID, newID ident.ID) (Work, error) {
	l, err := s.Catalog.Copy(ctx, orgID, productID, newID)
	return s.work(ctx, l, err)
}

// Edit changes fields, each against the value that was seen. Errors: those of catalog.Edit.
func (s *Service) Edit(ctx context.Context, in catalog.EditInput) (w Work, err error) {
	if in.Trusted, err = s.Party.Trusted(ctx, in.OrgID); err != nil {
		return Work{}, err
	}
	l, err := s.Catalog.Edit(ctx, in)
	return s.work(ctx, l, err)
}

// Undo takes one change back. Errors: those of catalog.Undo.
func (s *Service) Undo(ctx context.Context, in catalog.UndoInput) (w Work, err error) {
	if in.Trusted, err = s.Party.Trusted(ctx, in.OrgID); err != nil {
		return Work{}, err
	}
	l, err := s.Catalog.Undo(ctx, in)
	return s.work(ctx, l, err)
}

// Preview returns a product as buyers will see it. Errors: catalog.ErrProductNotFound.
func (s *Service) Preview(ctx context.Context, orgID, productID ident.ID) (*catalog.Product, error) {
	return s.Catalog.Preview(ctx, orgID, productID)
}

// Past is a page of a product's history.
type Past struct {
	Changes []catalog.PastChange
	Next    string // cursor; empty at the end
	// Names of the people in it, by their ids; who left is still named.
	Names map[ident.ID]string
}

// History returns every change of a product, the last first. Errors: those of catalog.History.
func (s *Service) History(ctx context.Context, orgID, productID ident.ID, cursor string, limit int) (Past, error) {
	list, next, err := s.Catalog.History(ctx, orgID, productID, cursor, limit)
	if err != nil {
		return Past{}, err
	}
	ids := make([]ident.ID, 0, len(list))
	for _, c := range list {
		ids = append(ids, c.ActorID)
	}
	names, err := s.Party.Names(ctx, ids)
	return Past{Changes: list, Next: next, Names: names}, err
}

// Action is what is done to many goods at once.
type Action string

// The actions.
const (
	ActionList      Action = "list"
	ActionHide      Action = "hide"
	ActionArchive   Action = "archive"
	ActionSeasonOn  Action = "season_on"
	ActionSeasonOff Action = "season_off"
)

// ErrAction is answered to an action that there is not.
var ErrAction = apperr.New(apperr.KindInvalid, "listing.action",
	"Không có thao tác này cho hàng hóa.", "There is no such action on goods.")

// ActInput does one thing to many goods.
type ActInput struct {
	OrgID, ActorID ident.ID
	Action         Action
	Products       []Seen
}

// Seen is a product in the version that was looked at.
type Seen struct {
	ID      ident.ID
	Version int64
}

// Failed is what could not be done to one product.
type Failed struct {
	ID  ident.ID
	Err *apperr.Error
}

// Acted is what became of the goods.
type Acted struct {
	Done   []catalog.OwnProduct
	Failed []Failed
}

// Act does one thing to each product by itself; what is refused does not stop the
// others. Repeating is harmless. Errors: ErrAction.
func (s *Service) Act(ctx context.Context, in ActInput) (Acted, error) {
	var out Acted
	for _, seen := range in.Products {
		p, err := s.act(ctx, in, seen)
		var fault *apperr.Error
		switch {
		case errors.As(err, &fault) && !errors.Is(err, ErrAction):
			out.Failed = append(out.Failed, Failed{ID: seen.ID, Err: fault})
		case err != nil:
			return out, err
		default:
			out.Done = append(out.Done, *p)
		}
	}
	return out, nil
}

func (s *Service) act(ctx context.Context, in ActInput, seen Seen) (*catalog.OwnProduct, error) {
	status := catalog.SetStatusInput{OrgID: in.OrgID, ActorID: in.ActorID, ProductID: seen.ID, Version: seen.Version}
	switch in.Action {
	case ActionList:
		status.Status = catalog.StatusListed
	case ActionHide:
		status.Status = catalog.StatusHidden
	case ActionArchive:
		status.Status = catalog.StatusArchived
	case ActionSeasonOn, ActionSeasonOff:
		return s.followSeason(ctx, in, seen.ID)
	default:
		return nil, ErrAction.At("/action")
	}
	return s.SetStatus(ctx, status)
}

func (s *Service) followSeason(ctx context.Context, in ActInput, productID ident.ID) (*catalog.OwnProduct, error) {
	from, to := "false", "true"
	if in.Action == ActionSeasonOff {
		from, to = to, from
	}
	if _, err := s.Edit(ctx, catalog.EditInput{
		OrgID: in.OrgID, ProductID: productID, ActorID: in.ActorID,
		Changes: []catalog.Change{{Field: "seasonAuto", From: []byte(from), To: []byte(to)}},
	}); err != nil {
		return nil, err
	}
	return s.Catalog.OwnProduct(ctx, in.OrgID, productID)
}
