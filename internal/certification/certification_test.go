package certification_test

import (
	"context"
	"net/mail"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/certification"
	"github.com/chophien/chophien/internal/demo/demotest"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
	outgoing "github.com/chophien/chophien/internal/platform/mail"
	"github.com/chophien/chophien/internal/platform/seal"
	"github.com/chophien/chophien/internal/stock"
	"github.com/chophien/chophien/internal/today"
	"github.com/chophien/chophien/internal/trace"
)

type silent struct{}

func (silent) Send(context.Context, outgoing.Message) error { return nil }

type bench struct {
	*certification.Service

	db     *db.DB
	clock  *clock.Fixed
	market *demotest.Market
	cat    *catalog.Service
	by     certification.By
	facts  certification.Facts
}

func setUp(t *testing.T) *bench {
	t.Helper()
	d := dbtest.New(t)
	b := &bench{db: d, clock: &clock.Fixed{T: demotest.Opening}, market: demotest.Seed(t, d)}
	q, err := jobs.New(d, jobs.Options{Workers: 1})
	require.NoError(t, err)
	messages := notify.NewService(d, q, silent{}, "https://chophien.test", mail.Address{Address: "cho@chophien.test"}, b.clock)
	messages.RegisterJobs(q)
	blobs, err := blob.Open(t.Context(), "mem://")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, blobs.Close()) })
	box, err := seal.New([]byte("khóa"))
	require.NoError(t, err)
	b.cat = catalog.NewService(catalog.Deps{DB: d, Clock: b.clock})
	b.Service = certification.NewService(certification.Deps{
		DB: d, Catalog: b.cat, Announce: announce.NewService(announce.Deps{DB: d, Notify: messages}), Blobs: blobs, Box: box, Clock: b.clock,
	})
	b.by = certification.By{UserID: b.market.DoanLuong.Owner.ID, OrgID: b.market.DoanLuong.ID}
	day := b.Today()
	b.facts = certification.Facts{
		ProductID: b.market.Candy.ID, Kind: certification.KindHACCP, Number: "HACCP-01", Issuer: "Tổ chức mẫu",
		IssuedOn: day.AddDate(-1, 0, 0), ExpiresOn: day.AddDate(0, 0, 45),
	}
	return b
}

func (b *bench) page(t *testing.T) *trace.Page {
	t.Helper()
	stk := stock.NewService(b.db, b.clock)
	p, err := b.cat.OwnProduct(t.Context(), b.by.OrgID, b.market.Candy.ID)
	require.NoError(t, err)
	lots, err := stk.Receive(t.Context(), stock.ReceiveInput{VariantID: p.Variants[0].ID, Quantity: 1})
	require.NoError(t, err)
	page, err := trace.NewService(trace.Deps{DB: b.db, Stock: stk, Catalog: b.cat, Clock: b.clock}).ByCode(t.Context(), lots[0].TraceCode)
	require.NoError(t, err)
	return page
}

func TestService_keeps_shows_and_ends(t *testing.T) {
	t.Parallel()
	b := setUp(t)
	ctx := t.Context()
	c, err := b.Add(ctx, b.by, "key-0001", b.facts)
	require.NoError(t, err)
	again, err := b.Add(ctx, b.by, "key-0001", b.facts)
	require.NoError(t, err)
	require.Equal(t, c.ID, again.ID, "a repeated key adds it once")
	_, err = b.Add(ctx, b.by, "key-0002", b.facts)
	require.ErrorIs(t, err, certification.ErrTwice)
	require.Equal(t, certification.StateExpiring, c.State(b.Today()))

	edited := b.facts
	edited.Number = "HACCP-02"
	got, err := b.Edit(ctx, b.by, c.ID, c.Version, edited)
	require.NoError(t, err)
	_, err = b.Edit(ctx, b.by, c.ID, c.Version, edited)
	require.NoError(t, err, "the same sent twice")
	_, err = b.Edit(ctx, b.by, c.ID, c.Version, b.facts)
	require.ErrorIs(t, err, certification.ErrStale)
	_, err = b.Edit(ctx, certification.By{UserID: b.market.DGP.Owner.ID, OrgID: b.market.DGP.ID}, c.ID, got.Version, edited)
	require.ErrorIs(t, err, certification.ErrNotFound, "another's does not exist")

	require.Len(t, b.page(t).Papers, 1)
	require.Equal(t, "HACCP-02", b.page(t).Papers[0].Number)
	day, err := today.NewService(b.db, order.NewService(b.db, b.clock, []byte("k")), b.clock).Of(ctx, b.by.OrgID)
	require.NoError(t, err)
	found := false
	for _, x := range day.Certificates.Items {
		found = found || x.ID == c.ID && x.Kind == "haccp" && x.Number == "HACCP-02"
	}
	require.True(t, found, "it presses on the Today page")

	b.clock.T = b.clock.T.AddDate(0, 0, 46)
	require.Empty(t, b.page(t).Papers, "what has ended is not shown")
	for range 2 {
		require.NoError(t, b.Remove(ctx, b.by, c.ID))
	}
	list, err := b.List(ctx, b.by.OrgID)
	require.NoError(t, err)
	require.Empty(t, list)
}

func TestService_refuses_by_field(t *testing.T) {
	t.Parallel()
	b := setUp(t)
	day := b.Today()
	for pointer, spoil := range map[string]func(*certification.Facts){
		"/kind":       func(f *certification.Facts) { f.Kind = "thần thánh" },
		"/name":       func(f *certification.Facts) { f.Kind, f.Name = certification.KindOther, " " },
		"/number":     func(f *certification.Facts) { f.Number = "  " },
		"/issuer":     func(f *certification.Facts) { f.Issuer = "" },
		"/issuedOn":   func(f *certification.Facts) { f.IssuedOn = day.AddDate(0, 0, 1) },
		"/expiresOn":  func(f *certification.Facts) { f.ExpiresOn = f.IssuedOn },
		"/productId":  func(f *certification.Facts) { f.ProductID = ident.New() },
		"/filePublic": func(f *certification.Facts) { f.FilePublic = true },
	} {
		f := b.facts
		spoil(&f)
		_, err := b.Add(t.Context(), b.by, "key-of-"+pointer, f)
		var fault *apperr.Error
		require.ErrorAs(t, err, &fault, pointer)
		require.Len(t, fault.Fields, 1, pointer)
		require.Equal(t, pointer, fault.Fields[0].Pointer)
	}
	f := b.facts
	f.ExpiresOn = time.Time{}
	_, err := b.Add(t.Context(), b.by, "without-end", f)
	require.ErrorIs(t, err, apperr.ErrInvalid)
	f.Kind = certification.KindLab
	_, err = b.Add(t.Context(), b.by, "lab-report", f)
	require.NoError(t, err, "a laboratory's report has no end")
}

func TestService_files_are_sealed_until_made_public(t *testing.T) {
	t.Parallel()
	b := setUp(t)
	ctx := t.Context()
	c, err := b.Add(ctx, b.by, "key-0001", b.facts)
	require.NoError(t, err)
	_, err = b.PutFile(ctx, b.by, c.ID, "x.pdf", []byte("<script>alert(1)</script>"))
	require.ErrorIs(t, err, certification.ErrFile)
	pdf := []byte("%PDF-1.7\nbí mật\n")
	c, err = b.PutFile(ctx, b.by, c.ID, `C:\giay "mau".docx`, pdf)
	require.NoError(t, err)
	require.Equal(t, "giay mau.pdf", c.FileName)
	_, data, err := b.File(ctx, b.by.OrgID, c.ID)
	require.NoError(t, err)
	require.Equal(t, pdf, data)
	var key string
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT blob_key FROM certifications WHERE id = $1`, c.ID).Scan(&key))
	kept, err := b.Blobs.GetPrivate(ctx, key)
	require.NoError(t, err)
	require.NotContains(t, string(kept), "bí mật", "sealed where it lies")

	_, _, err = b.PublicFile(ctx, c.ID)
	require.ErrorIs(t, err, certification.ErrFileNotFound)
	f := c.Facts
	f.FilePublic = true
	c, err = b.Edit(ctx, b.by, c.ID, c.Version, f)
	require.NoError(t, err)
	_, data, err = b.PublicFile(ctx, c.ID)
	require.NoError(t, err)
	require.Equal(t, pdf, data)
	_, err = b.PutFile(ctx, b.by, c.ID, "moi.pdf", []byte("%PDF-1.7\nmới\n"))
	require.NoError(t, err)
	_, _, err = b.PublicFile(ctx, c.ID)
	require.ErrorIs(t, err, certification.ErrFileNotFound, "another file is not public until it is said again")
	_, err = b.Blobs.GetPrivate(ctx, key)
	require.Error(t, err, "the file before is gone")
}

func TestService_reminds_once_of_each_end(t *testing.T) {
	t.Parallel()
	b := setUp(t)
	ctx := t.Context()
	mails := func() (n int) {
		t.Helper()
		require.NoError(t, b.Remind(ctx))
		require.NoError(t, b.Remind(ctx))
		require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT count(DISTINCT split_part(dedupe_key, ':', 3) || split_part(dedupe_key, ':', 4)) FROM messages WHERE kind = 'certification_ends'`).Scan(&n))
		return n
	}
	c, err := b.Add(ctx, b.by, "key-0001", b.facts)
	require.NoError(t, err)
	require.Equal(t, 1, mails(), "45 days before: the reminder of three months")
	b.clock.T = b.clock.T.AddDate(0, 0, 20)
	require.Equal(t, 2, mails(), "and that of one month")
	f := c.Facts
	f.ExpiresOn = calendar.Day(b.clock.Now()).AddDate(0, 5, 0)
	_, err = b.Edit(ctx, b.by, c.ID, c.Version, f)
	require.NoError(t, err)
	require.Equal(t, 3, mails(), "a later end is reminded of anew")
}
