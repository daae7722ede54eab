package bank

import (
	"slices"
	"strconv"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/money"
)

// maxFaults bounds how many faults of one statement are told.
const maxFaults = 20

// faults gathers what is wrong with a statement, by row.
type faults struct {
	err   *apperr.Error
	count int
}

func (f *faults) add(row int, e *apperr.Error) {
	if f.err == nil {
		f.err = ErrFaulty
	}
	if f.count++; f.count <= maxFaults {
		f.err = f.err.AtField("/rows/"+strconv.Itoa(row), e)
	}
}

// all is nil where there is none, else ErrFaulty with the first of them.
func (f *faults) all() error {
	if f.err == nil {
		return nil
	}
	return f.err.With("faults", f.count)
}

// settle puts a statement in order and proves its totals: running balances, opening plus
// movements is closing, sums of credits and debits. What is missing of opening and
// closing is taken from the running balances. Errors: ErrEmpty, ErrRows, ErrFaulty. Pure.
func settle(r *Read) error {
	if len(r.Entries) == 0 {
		return ErrEmpty
	}
	if len(r.Entries) > maxRows {
		return ErrRows
	}
	// Many banks list the newest first.
	upwards, downwards := breaks(r.Entries), []int(nil)
	if newestFirst(r.Entries) || len(upwards) > 0 {
		turned := slices.Clone(r.Entries)
		slices.Reverse(turned)
		downwards = breaks(turned)
		if len(downwards) < len(upwards) || len(upwards) == 0 && len(downwards) == 0 && newestFirst(r.Entries) {
			r.Entries, upwards = turned, downwards
		}
	}
	var f faults
	for _, i := range upwards {
		f.add(r.Entries[i].Row, errChain)
	}
	in, out, err := sums(r.Entries)
	if err != nil {
		f.add(r.Entries[0].Row, errAmt)
		return f.all()
	}
	first, last := r.Entries[0], r.Entries[len(r.Entries)-1]
	if r.Opening == nil && first.Balance != nil {
		opening := *first.Balance - first.Amount
		r.Opening = &opening
	}
	if r.Closing == nil && last.Balance != nil {
		r.Closing = last.Balance
	}
	if len(upwards) == 0 && r.Opening != nil && r.Closing != nil && *r.Opening+in-out != *r.Closing {
		f.add(last.Row, errClosing)
	}
	if r.Opening != nil && first.Balance != nil && *r.Opening+first.Amount != *first.Balance {
		f.add(first.Row, errChain)
	}
	if r.In != nil && *r.In != in || r.Out != nil && *r.Out != out {
		f.add(last.Row, errTotal)
	}
	return f.all()
}

// breaks lists where a running balance does not follow from the one before it.
func breaks(list []Entry) []int {
	var out []int
	for i := 1; i < len(list); i++ {
		before, now := list[i-1].Balance, list[i].Balance
		if before != nil && now != nil && *before+list[i].Amount != *now {
			out = append(out, i)
		}
	}
	return out
}

func newestFirst(list []Entry) bool { return list[0].Day.After(list[len(list)-1].Day) }

// sums adds up what came and what went, both positive.
func sums(list []Entry) (in, out money.VND, err error) {
	for _, e := range list {
		if e.Amount > 0 {
			in, err = in.Add(e.Amount)
		} else {
			out, err = out.Add(-e.Amount)
		}
		if err != nil {
			return 0, 0, err
		}
	}
	return in, out, nil
}
