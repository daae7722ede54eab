package catalog

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/vntext"
)

// Synonym is a group of terms for the same goods.
type Synonym struct {
	ID        ident.ID
	Kind      SynonymKind
	Terms     []string // 2 to 12, as people read them; of SynonymWider the first is the narrower
	Version   int64
	UpdatedAt time.Time

	keys []string // AccentKey of each term
}

// SynonymInput is a group to be kept.
type SynonymInput struct {
	Kind  SynonymKind
	Terms []string
}

const (
	minTerms, maxTerms = 2, 12
	maxTermRunes       = 60
	maxSynonyms        = 2000
)

// normalise trims terms, drops the blank and the doubled, and names every fault.
func (in *SynonymInput) normalise() error {
	var faults apperr.Fields
	seen := map[string]bool{"": true}
	var terms []string
	for _, t := range in.Terms {
		t = strings.Join(strings.Fields(t), " ")
		if key := vntext.AccentKey(t); !seen[key] {
			seen[key] = true
			terms = append(terms, t)
		}
	}
	in.Terms = terms
	if len(terms) < minTerms || len(terms) > maxTerms {
		faults.Add("/terms", "catalog.synonym_terms", "Một nhóm có từ 2 đến 12 cách gọi khác nhau.", "A group has 2 to 12 different terms.")
	}
	if slices.ContainsFunc(terms, func(t string) bool { return utf8.RuneCountInString(t) > maxTermRunes || !utf8.ValidString(t) }) {
		faults.Add("/terms", "catalog.synonym_long", "Mỗi cách gọi dài nhất 60 ký tự.", "A term has at most 60 characters.")
	}
	if in.Kind != SynonymSame && in.Kind != SynonymWider {
		faults.Add("/kind", "catalog.synonym_kind", "Hãy chọn kiểu đồng nghĩa.", "Choose the kind of synonym.")
	}
	return faults.Err()
}

// Synonyms returns all groups, changed last first.
func (s *Service) Synonyms(ctx context.Context) ([]Synonym, error) {
	list, err := s.store.synonyms(ctx)
	for i := range list {
		list[i].keys = make([]string, len(list[i].Terms))
		for j, t := range list[i].Terms {
			list[i].keys[j] = vntext.AccentKey(t)
		}
	}
	return list, err
}

// AddSynonym keeps a new group; the goods it concerns are found by it soon after.
// Adding a group that is there already returns that one. Errors: apperr.ErrInvalid.
func (s *Service) AddSynonym(ctx context.Context, actor ident.ID, in SynonymInput) (*Synonym, error) {
	if err := in.normalise(); err != nil {
		return nil, err
	}
	var out *Synonym
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		// Two who add the same at once: the second sees what the first kept.
		if err := s.store.lockSynonyms(ctx); err != nil {
			return err
		}
		there, err := s.Synonyms(ctx)
		if err != nil {
			return err
		}
		for i := range there {
			if there[i].Kind == in.Kind && slices.Equal(there[i].Terms, in.Terms) {
				out = &there[i]
				return nil
			}
		}
		if len(there) >= maxSynonyms {
			return ErrTooManySynonyms
		}
		out = &Synonym{ID: ident.New(), Kind: in.Kind, Terms: in.Terms, Version: 1, UpdatedAt: s.clock.Now()}
		if err := s.store.insertSynonym(ctx, out, actor); err != nil {
			return err
		}
		return s.widenLater(ctx, out.Terms)
	})
	return out, err
}

// ChangeSynonym replaces a group that the caller saw at version. Errors:
// apperr.ErrInvalid, ErrSynonymNotFound, ErrSynonymChanged.
func (s *Service) ChangeSynonym(ctx context.Context, actor, id ident.ID, version int64, in SynonymInput) (*Synonym, error) {
	if err := in.normalise(); err != nil {
		return nil, err
	}
	var out *Synonym
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		before, err := s.store.lockSynonym(ctx, id)
		if err != nil {
			return err
		}
		if before.Version != version {
			return ErrSynonymChanged
		}
		out = &Synonym{ID: id, Kind: in.Kind, Terms: in.Terms, Version: version + 1, UpdatedAt: s.clock.Now()}
		if err := s.store.updateSynonym(ctx, out, actor); err != nil {
			return err
		}
		return s.widenLater(ctx, append(before.Terms, in.Terms...))
	})
	return out, err
}

// RemoveSynonym drops a group; to do so again changes nothing.
func (s *Service) RemoveSynonym(ctx context.Context, id ident.ID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		terms, err := s.store.deleteSynonym(ctx, id)
		if err != nil || terms == nil {
			return err
		}
		return s.widenLater(ctx, terms)
	})
}

// widenArgs asks to derive anew what has one of the terms.
type widenArgs struct {
	Terms []string `json:"terms"`
}

// Kind names the job.
func (widenArgs) Kind() string { return "catalog.widen" }

func (s *Service) widenLater(ctx context.Context, terms []string) error {
	if s.queue == nil { // a tool without workers: reindexing does it
		return nil
	}
	return s.queue.Enqueue(ctx, jobs.Job{Args: widenArgs{Terms: terms}})
}

// widen derives the goods anew that have one of the terms, in batches.
func (s *Service) widen(ctx context.Context, terms []string) error {
	after := ident.Nil
	for {
		ids, err := s.store.calledAny(ctx, terms, after, refreshBatch)
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := s.db.InTx(ctx, func(ctx context.Context) error { return s.refreshProducts(ctx, ids...) }); err != nil {
			return err
		}
		after = ids[len(ids)-1]
	}
}
