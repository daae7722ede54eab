package index

import (
	"context"
	"errors"
	"fmt"
	"strconv"
)

// ErrFilling is returned while much is missing in the index.
var ErrFilling = errors.New("the search index is being filled")

// ErrLess is returned for an index that holds fewer documents than were put into it.
var ErrLess = errors.New("the search index lost documents")

// Whole fails where the index must not be searched: it is being filled, its server
// does not answer, or somebody took documents out. Any process may ask, often: it
// costs one row and one look at the server.
func (x *Indexer) Whole(ctx context.Context) error {
	state, err := x.store.state(ctx, stateIndex)
	if err != nil {
		return err
	}
	if state != stateWhole {
		return ErrFilling
	}
	left, err := x.store.state(ctx, stateCount)
	if err != nil {
		return err
	}
	n, err := x.opt.Server.Count(ctx, x.live)
	if err != nil {
		return err
	}
	if want, err := strconv.ParseInt(left, 10, 64); err == nil && n*100 < want*(100-fillingFrom) {
		return fmt.Errorf("%w: %d of %d are there", ErrLess, n, want)
	}
	return nil
}

// remember writes down how many documents the index was left with.
func (x *Indexer) remember(ctx context.Context, n int64) error {
	if x.documents.Swap(n) == n {
		return nil
	}
	return x.store.setState(ctx, stateCount, strconv.FormatInt(n, 10))
}
