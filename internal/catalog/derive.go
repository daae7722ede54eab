package catalog

import (
	"context"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/money"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/vntext"
)

// sources are what a product's derived columns are made from.
type sources struct {
	ProductID    ident.ID
	LowestPrice  money.VND // of the variants that have one; 0 for none
	QuoteOnly    bool
	Certificates []Certificate
	// Names are the Vietnamese and the English one, then what people also call it.
	Names []string
	// Around are the words of who sells it, on which shelf, from where.
	Around []string
}

// derived are the columns that spare lists a join.
type derived struct {
	ID      ident.ID  `json:"id"`
	Price   money.VND `json:"price"`
	Stars   int       `json:"stars"`
	Expires string    `json:"expires"` // ISO day, or "-infinity"
	// Name and Spelt are the wordings of the name, a line each: see products.search_name.
	Name  string `json:"name"`
	Spelt string `json:"spelt"`
	Text  string `json:"text"`
}

// derive computes the columns as of today. Pure.
func derive(in sources, synonyms []Synonym, today time.Time) derived {
	out := derived{ID: in.ProductID, Price: in.LowestPrice, Expires: "-infinity"}
	out.Name, out.Spelt = wordings(in.Names, synonyms)
	out.Text = searchText(append(strings.Split(out.Name, "\n"), widen(in.Around, synonyms)...))
	if in.QuoteOnly {
		out.Price = 0
	}
	var top *Certificate
	for i := range in.Certificates {
		c := &in.Certificates[i]
		if !c.State.ShowsStar() || c.IssuedOn.After(today) {
			continue
		}
		if top == nil || c.Stars > top.Stars || c.Stars == top.Stars && c.ExpiresOn.After(top.ExpiresOn) {
			top = c
		}
	}
	if top != nil {
		out.Stars, out.Expires = top.Stars, top.ExpiresOn.Format(time.DateOnly)
	}
	return out
}

// searchText folds words for finding, each wording once, parted by line ends so
// that no phrase runs over two of them.
//
// It takes wordings that are folded already as well: folding twice changes nothing.
func searchText(words []string) string {
	seen := map[string]bool{"": true}
	var lines []string
	for _, w := range words {
		key := vntext.SearchKey(w)
		if !seen[key] {
			seen[key] = true
			lines = append(lines, key)
		}
	}
	return strings.Join(lines, "\n")
}

// refreshBatch is how many products are derived by one statement.
const refreshBatch = 1000

// refreshProducts brings the derived columns of products up to date; it belongs
// into the transaction of the change.
func (s *Service) refreshProducts(ctx context.Context, ids ...ident.ID) error {
	today := ocop.DateOf(s.clock.Now())
	synonyms, err := s.Synonyms(ctx)
	if err != nil {
		return err
	}
	for len(ids) > 0 {
		n := min(len(ids), refreshBatch)
		// In the order of ids, and before anything is read that another may be changing.
		if err := s.store.lockProducts(ctx, ids[:n]); err != nil {
			return err
		}
		list, err := s.store.sources(ctx, ids[:n], today)
		if err != nil {
			return err
		}
		rows := make([]derived, len(list))
		for i := range list {
			rows[i] = derive(list[i], synonyms, today)
		}
		if err := s.store.writeDerived(ctx, rows); err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

// RefreshCooperative brings counts and search words of a cooperative and its
// goods up to date; whoever changes an organisation's names calls it in the same
// transaction. Nothing happens to an organisation that shows nothing.
func (s *Service) RefreshCooperative(ctx context.Context, orgID ident.ID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.recount(ctx, orgID); err != nil {
			return err
		}
		if err := s.store.refreshProfileText(ctx, orgID, searchText); err != nil {
			return err
		}
		ids, err := s.store.productsOf(ctx, orgID)
		if err != nil {
			return err
		}
		return s.refreshProducts(ctx, ids...)
	})
}

// RefreshAll brings everything derived up to date, cooperative by cooperative:
// after a bulk load, or to repair.
func (s *Service) RefreshAll(ctx context.Context) error {
	orgs, err := s.store.profiles(ctx)
	if err != nil {
		return err
	}
	for _, id := range orgs {
		if err := s.RefreshCooperative(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// recount counts a cooperative's listed goods anew. The profile is locked first,
// so that two changes at once are both counted.
func (s *Service) recount(ctx context.Context, orgID ident.ID) error {
	if err := s.store.lockProfile(ctx, orgID); err != nil {
		return err
	}
	return s.store.recount(ctx, orgID)
}

// AddSold adds to how often products were sold, by which lists are sorted. It
// rewrites rows that many indexes cover, so call it when goods are delivered or
// from a job, not during a checkout. Products are locked in the order of ids.
func (s *Service) AddSold(ctx context.Context, quantities map[ident.ID]int64) error {
	if len(quantities) == 0 {
		return nil
	}
	return s.store.addSold(ctx, quantities)
}
