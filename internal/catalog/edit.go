package catalog

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/vntext"
)

// ChangeKind says how a change came about.
type ChangeKind string

// The kinds.
const (
	ChangeEdit    ChangeKind = "edit"
	ChangeUndo    ChangeKind = "undo"
	ChangePicture ChangeKind = "picture"
	ChangeStatus  ChangeKind = "status"
	ChangeReview  ChangeKind = "review"
)

// PastChange is one entry of a product's history.
type PastChange struct {
	ID      int64
	ActorID ident.ID // ident.Nil: the system
	Kind    ChangeKind
	Changes []Change
	Undoes  int64 // 0: undoes nothing
	Undone  bool
	At      time.Time
}

// Undoable tells whether Undo takes the change.
func (p PastChange) Undoable() bool {
	return !p.Undone && (p.Kind == ChangeEdit || p.Kind == ChangeUndo || p.Kind == ChangePicture)
}

// Listing returns a product as its cooperative works on it. Errors: ErrProductNotFound.
func (s *Service) Listing(ctx context.Context, orgID, productID ident.ID) (*Listing, error) {
	l, err := s.store.listing(ctx, orgID, productID)
	if err != nil {
		return nil, err
	}
	l.Review, err = s.store.lastReview(ctx, productID)
	return l, err
}

// StartDraft opens an empty draft under an id that its maker chose, so that a
// repeated request is the same draft. Errors: ErrIDTaken.
func (s *Service) StartDraft(ctx context.Context, orgID, id ident.ID) (*Listing, error) {
	fresh, err := s.store.insertDraft(ctx, orgID, id, s.clock.Now())
	if err != nil {
		return nil, err
	}
	l, err := s.Listing(ctx, orgID, id)
	if err != nil && !fresh {
		return nil, ErrIDTaken
	}
	return l, err
}

// draftSlug stands in until a product is named.
func draftSlug(id ident.ID) string { return "nhap-" + id.String() }

// EditInput changes fields of a product.
type EditInput struct {
	OrgID     ident.ID
	ProductID ident.ID
	ActorID   ident.ID
	Changes   []Change
	// Trusted cooperatives change the words of what is on the shelf at once; others'
	// goods go back to the Alliance's check.
	Trusted bool

	undoes int64
}

// Edit applies changes, all or none. A field that somebody changed since it was seen
// is a conflict and nothing is written; fields that others changed meanwhile and this
// request does not name stay theirs. Errors: ErrProductNotFound, ErrEditedMeanwhile
// (Meta "conflicts"), ErrArchived, apperr.ErrInvalid.
func (s *Service) Edit(ctx context.Context, in EditInput) (*Listing, error) {
	var after *Listing
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.lockProduct(ctx, in.OrgID, in.ProductID); err != nil {
			return err
		}
		l, err := s.store.listing(ctx, in.OrgID, in.ProductID)
		if err != nil {
			return err
		}
		content, made, err := in.decide(l)
		if err != nil {
			return err
		}
		if len(made) > 0 {
			if err := s.writeEdit(ctx, in, l, content, made); err != nil {
				return err
			}
		}
		after, err = s.Listing(ctx, in.OrgID, in.ProductID)
		return err
	})
	return after, err
}

// decide returns the content after the changes, and those that do something. Pure.
func (in EditInput) decide(l *Listing) (Content, []Change, error) {
	content, made, conflicts, err := merge(l.Content, in.Changes)
	switch {
	case err != nil:
		return content, nil, err
	case len(conflicts) > 0:
		return content, nil, ErrEditedMeanwhile.With("conflicts", conflicts)
	case len(made) > 0 && l.Status == StatusArchived:
		return content, nil, ErrArchived
	}
	if made, err = in.byShelf(l.Content, &content, made); err != nil {
		return content, nil, err
	}
	if l.Status != StatusDraft && len(made) > 0 {
		return content, made, content.missing(l.QuoteOnly)
	}
	return content, made, nil
}

func (s *Service) writeEdit(ctx context.Context, in EditInput, l *Listing, content Content, made []Change) error {
	now := s.clock.Now()
	if err := s.store.saveContent(ctx, l.ID, l.Content, content, now); err != nil {
		return err
	}
	if l.Status != StatusDraft { // a draft is written letter by letter
		kind := ChangeEdit
		if in.undoes != 0 {
			kind = ChangeUndo
		}
		if err := s.store.insertChange(ctx, l.ID, in.ActorID, kind, in.undoes, made, now); err != nil {
			return err
		}
	}
	if err := s.recheck(ctx, in, l, made); err != nil {
		return err
	}
	if content.CategorySlug != l.CategorySlug {
		if err := s.recount(ctx, l.OrgID); err != nil {
			return err
		}
	}
	return s.refreshProducts(ctx, l.ID)
}

// recheck sends goods whose words changed back to the Alliance's check, unless their
// cooperative is trusted: else what was approved could become anything.
func (s *Service) recheck(ctx context.Context, in EditInput, l *Listing, made []Change) error {
	if in.Trusted || !slices.ContainsFunc(made, func(c Change) bool { return isWords(c.Field) }) {
		return nil
	}
	if err := s.store.forgetApproval(ctx, l.ID); err != nil {
		return err
	}
	if l.Status != StatusListed && (l.Status != StatusHidden || l.HiddenFor != HiddenSchedule) {
		return nil
	}
	return s.moveTo(ctx, l, StatusInReview, HiddenByCoop, in.ActorID)
}

// isWords tells the fields by which buyers know what they buy.
func isWords(name string) bool {
	switch name {
	case "nameVi", "nameEn", "summaryVi", "summaryEn", "descriptionVi", "descriptionEn", "category", "pictures", "minAge":
		return true
	}
	return false
}

// History returns a page of a product's changes, the last first. Errors:
// ErrProductNotFound, keyset.ErrBadCursor.
func (s *Service) History(ctx context.Context, orgID, productID ident.ID, cursor string, limit int) (list []PastChange, next string, err error) {
	if limit < 1 || limit > MaxLimit {
		limit = defaultLimit
	}
	if _, err := s.store.ownProduct(ctx, orgID, productID); err != nil {
		return nil, "", err
	}
	before, err := readHistoryCursor(cursor)
	if err != nil {
		return nil, "", err
	}
	if list, err = s.store.changes(ctx, productID, before, limit+1); err != nil {
		return nil, "", err
	}
	if len(list) > limit {
		list = list[:limit]
		next = writeHistoryCursor(list[limit-1].ID)
	}
	return list, next, nil
}

// UndoInput takes one change of a product back.
type UndoInput struct {
	OrgID, ProductID, ActorID ident.ID
	ChangeID                  int64
	Trusted                   bool
}

// Undo makes a new change that takes an old one back; fields that were changed again
// since are conflicts, as in Edit. Repeating is harmless. Errors: ErrChangeNotFound,
// ErrNotUndoable, those of Edit.
func (s *Service) Undo(ctx context.Context, in UndoInput) (*Listing, error) {
	var after *Listing
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.lockProduct(ctx, in.OrgID, in.ProductID); err != nil {
			return err
		}
		past, err := s.store.change(ctx, in.ProductID, in.ChangeID)
		if err != nil {
			return err
		}
		if past.Undone {
			after, err = s.Listing(ctx, in.OrgID, in.ProductID)
			return err
		}
		if !past.Undoable() {
			return ErrNotUndoable
		}
		back := make([]Change, len(past.Changes))
		for i, c := range past.Changes {
			back[len(back)-1-i] = Change{Field: c.Field, From: c.To, To: c.From}
		}
		after, err = s.Edit(ctx, EditInput{
			OrgID: in.OrgID, ProductID: in.ProductID, ActorID: in.ActorID, Changes: back, Trusted: in.Trusted, undoes: past.ID,
		})
		return err
	})
	return after, err
}

// Copy makes a draft like a product, under an id that its maker chose. Its variants
// get new codes and no stock. Errors: ErrProductNotFound, ErrIDTaken.
func (s *Service) Copy(ctx context.Context, orgID, productID, newID ident.ID) (*Listing, error) {
	var made *Listing
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		from, err := s.store.listing(ctx, orgID, productID)
		if err != nil {
			return err
		}
		fresh, err := s.store.insertDraft(ctx, orgID, newID, s.clock.Now())
		if err != nil {
			return err
		}
		if fresh {
			content := from.copied()
			if err := s.store.saveContent(ctx, newID, Content{}, content, s.clock.Now()); err != nil {
				return err
			}
			if err := s.store.copyRest(ctx, productID, newID, s.clock.Now()); err != nil {
				return err
			}
			if err := s.refreshProducts(ctx, newID); err != nil {
				return err
			}
		}
		if made, err = s.Listing(ctx, orgID, newID); err != nil {
			return ErrIDTaken
		}
		return nil
	})
	return made, err
}

// copied is the content of a copy, but for its pictures.
func (l *Listing) copied() Content {
	c := l.clone()
	c.Pictures = nil
	c.Name.VI = firstRunes(c.Name.VI+" (bản sao)", maxProductName)
	if c.Name.EN != "" {
		c.Name.EN = firstRunes(c.Name.EN+" (copy)", maxProductName)
	}
	c.Variants = map[ident.ID]VariantContent{}
	for _, v := range l.Variants {
		v.SKU = "SP-" + ident.Code(8)
		c.Variants[ident.New()] = v
	}
	return c
}

// slugFor makes the address of a product out of its name.
func slugFor(name string) string {
	words := strings.FieldsFunc(vntext.Fold(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	slug := strings.Trim(firstRunes(strings.Join(words, "-"), 100), "-")
	if slug == "" {
		return "hang"
	}
	return slug
}

func firstRunes(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}

func sortedIDs[V any](m map[ident.ID]V) []ident.ID {
	return slices.SortedFunc(maps.Keys(m), func(a, b ident.ID) int { return strings.Compare(a.String(), b.String()) })
}

func sameIDs(a, b []ident.ID) bool { return slices.Equal(a, b) }

func (v VariantContent) same(o VariantContent) bool {
	return slices.Equal(v.Tiers, o.Tiers) && v.withoutTiers() == o.withoutTiers()
}

// withoutTiers are the fields that Go compares.
func (v VariantContent) withoutTiers() any {
	return [...]any{v.SKU, v.Name, v.Unit, v.NetWeightG, v.ShipWeightG, v.ByWeight, v.PriceVND, v.MinQty, v.MaxQty, v.StepQty, v.Position}
}

const historyCursor = "product-history"

func writeHistoryCursor(id int64) string {
	return keyset.Encode(historyCursor, strconv.FormatInt(id, 10))
}

// readHistoryCursor returns 0 for an empty cursor.
func readHistoryCursor(cursor string) (int64, error) {
	if cursor == "" {
		return 0, nil
	}
	parts, err := keyset.Decode(historyCursor, cursor, 1)
	if err != nil {
		return 0, err
	}
	id, err := strconv.ParseInt(parts[0], 10, 64)
	if err != nil || id < 1 {
		return 0, keyset.ErrBadCursor
	}
	return id, nil
}
