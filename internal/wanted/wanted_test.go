package wanted_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/wanted"
)

type fixture struct {
	*wanted.Service

	db    *db.DB
	clock *clock.Fixed
}

func open(t *testing.T) fixture {
	t.Helper()
	f := fixture{db: dbtest.New(t), clock: &clock.Fixed{T: time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)}}
	f.Service = wanted.NewService(f.db, party.NewService(f.db, f.clock), f.clock)
	return f
}

func chickens() wanted.TellInput {
	return wanted.TellInput{
		Key: "key-of-chickens", ClientIP: "203.0.113.9", Words: "  gà  đen ", Note: "Giao ở Hà Nội\nmỗi thứ Hai", Contact: "0912.345.678",
		Quantity: 4000, Unit: "con", Per: wanted.PerMonth,
	}
}

func TestTell_keeps_what_was_told_once(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := t.Context()
	ids := make([]ident.ID, 8)
	var all sync.WaitGroup
	for i := range ids {
		all.Go(func() { ids[i], _ = f.Tell(ctx, chickens()) })
	}
	all.Wait()
	for _, id := range ids {
		require.Equal(t, ids[0], id, "one key, one notice")
	}
	other := chickens()
	other.Words = "vịt"
	_, err := f.Tell(ctx, other)
	require.ErrorIs(t, err, wanted.ErrKeyReused)

	page, err := f.List(ctx, false, "", 10)
	require.NoError(t, err)
	require.Equal(t, []wanted.Notice{{
		ID: ids[0], Words: "gà đen", Note: "Giao ở Hà Nội mỗi thứ Hai", Contact: "+84912345678", Quantity: 4000, Unit: "con", Per: wanted.PerMonth,
		CreatedAt: f.clock.T, Version: 1,
	}}, page.Items)
	require.EqualValues(t, 1, page.Total)
}

func TestTell_names_every_fault(t *testing.T) {
	t.Parallel()
	f := open(t)
	for name, c := range map[string]struct {
		change  func(in *wanted.TellInput)
		pointer string
	}{
		"no words":           {func(in *wanted.TellInput) { in.Words = " \u200b " }, "/words"},
		"no letter":          {func(in *wanted.TellInput) { in.Words = "🐔🐔🐔" }, "/words"},
		"only marks":         {func(in *wanted.TellInput) { in.Words = "\u0301\u0301" }, "/words"},
		"control characters": {func(in *wanted.TellInput) { in.Words = "gà\x00đen" }, "/words"},
		"long words":         {func(in *wanted.TellInput) { in.Words = strings.Repeat("gà ", 100) }, "/words"},
		"long note":          {func(in *wanted.TellInput) { in.Note = strings.Repeat("x", 501) }, "/note"},
		"quantity below":     {func(in *wanted.TellInput) { in.Quantity = -1 }, "/unit"},
		"quantity above":     {func(in *wanted.TellInput) { in.Quantity = 1_000_000_001 }, "/quantity"},
		"no unit":            {func(in *wanted.TellInput) { in.Unit = "" }, "/unit"},
		"unit of nothing":    {func(in *wanted.TellInput) { in.Quantity, in.Per = 0, "" }, "/unit"},
		"unknown rhythm":     {func(in *wanted.TellInput) { in.Per = "hour" }, "/per"},
		"half a number":      {func(in *wanted.TellInput) { in.Contact = "0912" }, "/contact"},
		"half an address":    {func(in *wanted.TellInput) { in.Contact = "lan@" }, "/contact"},
		"no key":             {func(in *wanted.TellInput) { in.Key = "" }, "#Idempotency-Key"},
	} {
		t.Run(name, func(t *testing.T) {
			in := chickens()
			c.change(&in)
			_, err := f.Tell(t.Context(), in)
			var fault *apperr.Error
			require.ErrorAs(t, err, &fault)
			require.ErrorIs(t, err, apperr.ErrInvalid)
			require.Equal(t, c.pointer, fault.Fields[0].Pointer)
		})
	}
	page, err := f.List(t.Context(), false, "", 10)
	require.NoError(t, err)
	require.Empty(t, page.Items)
}

func TestTell_is_bounded_for_one_network(t *testing.T) {
	t.Parallel()
	f := open(t)
	tell := func(key, ip string) error {
		in := chickens()
		in.Key, in.ClientIP = "key-number-"+key, ip
		_, err := f.Tell(t.Context(), in)
		return err
	}
	for i := range 20 {
		require.NoError(t, tell(string(rune('a'+i)), "203.0.113.1"))
	}
	require.ErrorIs(t, tell("z", "203.0.113.1"), party.ErrTooManyTries)
	require.NoError(t, tell("a", "203.0.113.1"), "a retry is no other notice")
	require.NoError(t, tell("z", "203.0.113.2"))
}

func TestList_goes_through_all_once_and_done_ones_apart(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := t.Context()
	var told []ident.ID
	for i := range 5 {
		f.clock.T = f.clock.T.Add(time.Second)
		in := chickens()
		in.Key += string(rune('a' + i))
		id, err := f.Tell(ctx, in)
		require.NoError(t, err)
		told = append(told, id)
	}
	actor := ident.Nil
	walk := func(done bool) (found []ident.ID) {
		cursor := ""
		for {
			page, err := f.List(ctx, done, cursor, 2)
			require.NoError(t, err)
			for _, n := range page.Items {
				found = append(found, n.ID)
			}
			if cursor = page.Next; cursor == "" {
				return found
			}
		}
	}
	require.Equal(t, []ident.ID{told[4], told[3], told[2], told[1], told[0]}, walk(false))

	_, err := f.SetDone(ctx, actor, told[1], 7, true)
	require.ErrorIs(t, err, wanted.ErrChanged)
	_, err = f.SetDone(ctx, actor, ident.New(), 1, true)
	require.ErrorIs(t, err, wanted.ErrNotFound)
	for range 2 {
		n, err := f.SetDone(ctx, actor, told[1], 1, true)
		require.NoError(t, err, "safe to repeat")
		require.Equal(t, f.clock.T, n.DoneAt)
		require.EqualValues(t, 2, n.Version)
	}
	require.Equal(t, []ident.ID{told[1]}, walk(true))
	require.Len(t, walk(false), 4)
	n, err := f.SetDone(ctx, actor, told[1], 2, false)
	require.NoError(t, err)
	require.True(t, n.DoneAt.IsZero())
	require.Len(t, walk(false), 5)

	first, err := f.List(ctx, false, "", 2)
	require.NoError(t, err)
	for _, cursor := range []string{"AAAA", first.Next + "x", keyset.Encode("wanted", "x", "y")} {
		_, err = f.List(ctx, false, cursor, 2)
		require.ErrorIs(t, err, keyset.ErrBadCursor)
	}
	_, err = f.List(ctx, true, first.Next, 2)
	require.ErrorIs(t, err, keyset.ErrBadCursor, "of another list")
}

func TestForget(t *testing.T) {
	t.Parallel()
	f := open(t)
	ctx := t.Context()
	_, err := f.Tell(ctx, chickens())
	require.NoError(t, err)
	read := func() []wanted.Notice {
		t.Helper()
		require.NoError(t, f.Forget(ctx))
		page, err := f.List(ctx, false, "", 10)
		require.NoError(t, err)
		return page.Items
	}
	f.clock.T = f.clock.T.Add(wanted.KeepPrivate)
	require.Equal(t, "+84912345678", read()[0].Contact, "to the last day")
	f.clock.T = f.clock.T.Add(time.Second)
	old := read()[0]
	require.Empty(t, old.Contact)
	require.Empty(t, old.Note)
	require.Equal(t, "gà đen", old.Words)
	var hash []byte
	require.NoError(t, f.db.Conn(ctx).Raw(`SELECT input_hash FROM wanted_notices`).Row().Scan(&hash))
	require.Empty(t, hash, "a number could be guessed from it")
	f.clock.T = f.clock.T.Add(wanted.Keep)
	require.Empty(t, read())
}
