package catalog_test

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
)

// faults lists the faulty fields of an answer, "pointer code" each.
func faults(t *testing.T, err error) []string {
	t.Helper()
	var e *apperr.Error
	require.ErrorAs(t, err, &e)
	out := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		out[i] = f.Pointer + " " + f.Code
		require.NotEmpty(t, f.Text.VI)
		require.NotEmpty(t, f.Text.EN)
	}
	return out
}

func raw(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

func change(field string, from, to any) catalog.Change {
	return catalog.Change{Field: field, From: raw(from), To: raw(to)}
}

// draft is a new listing with one variant, ready for the shelf.
func (f fixture) draft(t *testing.T, orgID ident.ID) (*catalog.Listing, ident.ID) {
	t.Helper()
	id, variant := ident.New(), ident.New()
	_, err := f.StartDraft(t.Context(), orgID, id)
	require.NoError(t, err)
	l, err := f.Edit(t.Context(), catalog.EditInput{OrgID: orgID, ProductID: id, Changes: []catalog.Change{
		change("nameVi", "", "Gà đen H'Mông"), change("category", "", "gia-cam"),
		change("variants/"+variant.String(), nil, map[string]any{"unit": "con", "priceVnd": 250_000}),
	}})
	require.NoError(t, err)
	return l, variant
}

func (f fixture) publish(t *testing.T, l *catalog.Listing, trusted bool) *catalog.OwnProduct {
	t.Helper()
	p, err := f.SetStatus(t.Context(), catalog.SetStatusInput{
		OrgID: l.OrgID, ProductID: l.ID, Status: catalog.StatusListed, Version: l.Version, Trusted: trusted,
	})
	require.NoError(t, err)
	return p
}

func TestListing_from_the_first_key_to_the_shelf(t *testing.T) {
	t.Parallel()
	f := open(t)
	org := f.market.DGP.ID
	id := ident.New()
	for range 2 {
		l, err := f.StartDraft(t.Context(), org, id)
		require.NoError(t, err, "the same request twice is one draft")
		require.Equal(t, catalog.StatusDraft, l.Status)
	}
	_, err := f.StartDraft(t.Context(), f.market.DoanLuong.ID, id)
	require.ErrorIs(t, err, catalog.ErrIDTaken)
	_, err = f.SetStatus(t.Context(), catalog.SetStatusInput{OrgID: org, ProductID: id, Status: catalog.StatusListed, Version: 1, Trusted: true})
	require.Equal(t, []string{"/nameVi catalog.name_short", "/category catalog.category", "/variants catalog.not_ready"}, faults(t, err))

	l, _ := f.draft(t, org)
	p := f.publish(t, l, true)
	require.Equal(t, catalog.StatusListed, p.Status)
	require.Equal(t, "ga-den-h-mong", p.Slug)
	page, err := f.GetProduct(t.Context(), p.Slug)
	require.NoError(t, err)
	require.EqualValues(t, 250_000, page.FromPriceVND, "what lists show follows")
	require.Contains(t, f.list(t, catalog.ListInput{Filter: catalog.Filter{Category: "gia-cam"}}), p.Slug)

	twin, _ := f.draft(t, org)
	other := f.publish(t, twin, true)
	require.NotEqual(t, p.Slug, other.Slug, "the same name gets its own address")
}

func TestListing_of_a_cooperative_that_is_not_trusted_waits(t *testing.T) {
	t.Parallel()
	f := open(t)
	org, desk := f.market.DGP.ID, f.market.Alliance.Owner.ID
	l, _ := f.draft(t, org)
	p := f.publish(t, l, false)
	require.Equal(t, catalog.StatusInReview, p.Status)
	_, err := f.GetProduct(t.Context(), p.Slug)
	require.ErrorIs(t, err, catalog.ErrProductNotFound)
	queue, err := f.ReviewQueue(t.Context(), "", 10)
	require.NoError(t, err)
	require.Len(t, queue.Items, 1)
	require.Equal(t, l.ID, queue.Items[0].ProductID)

	_, err = f.Refuse(t.Context(), l.ID, desk, " ")
	require.ErrorIs(t, err, catalog.ErrRefusalReason)
	for range 2 {
		_, err = f.Refuse(t.Context(), l.ID, desk, "Thiếu ảnh thật của đàn gà")
		require.NoError(t, err, "again is harmless")
	}
	_, err = f.Approve(t.Context(), l.ID, desk)
	require.ErrorIs(t, err, catalog.ErrNotInReview, "another verdict needs another check")
	refused, err := f.OwnProduct(t.Context(), org, l.ID)
	require.NoError(t, err)
	require.Equal(t, catalog.StatusRefused, refused.Status)
	require.Equal(t, "Thiếu ảnh thật của đàn gà", refused.Refusal, "the cooperative is told why")

	again, err := f.Listing(t.Context(), org, l.ID)
	require.NoError(t, err)
	f.publish(t, again, false)
	_, err = f.Approve(t.Context(), l.ID, desk)
	require.NoError(t, err)
	_, err = f.GetProduct(t.Context(), p.Slug)
	require.NoError(t, err)

	// What was approved may not become something else without another look; prices may change.
	now, err := f.Listing(t.Context(), org, l.ID)
	require.NoError(t, err)
	var variant string
	for v := range now.Variants {
		variant = v.String()
	}
	edited, err := f.Edit(t.Context(), catalog.EditInput{OrgID: org, ProductID: l.ID, Changes: []catalog.Change{change("variants/"+variant+"/priceVnd", 250_000, 260_000)}})
	require.NoError(t, err)
	require.Equal(t, catalog.StatusListed, edited.Status)
	edited, err = f.Edit(t.Context(), catalog.EditInput{OrgID: org, ProductID: l.ID, Changes: []catalog.Change{change("nameVi", "Gà đen H'Mông", "Gà công nghiệp")}})
	require.NoError(t, err)
	require.Equal(t, catalog.StatusInReview, edited.Status)
	require.True(t, edited.ApprovedAt.IsZero())
}

func TestEdit_of_two_phones(t *testing.T) {
	t.Parallel()
	f := open(t)
	org := f.market.DGP.ID
	l, variant := f.draft(t, org)
	f.publish(t, l, true)
	price := "variants/" + variant.String() + "/priceVnd"
	edit := func(changes ...catalog.Change) (*catalog.Listing, error) {
		return f.Edit(t.Context(), catalog.EditInput{OrgID: org, ProductID: l.ID, ActorID: f.market.DGP.Owner.ID, Changes: changes, Trusted: true})
	}
	_, err := edit(change(price, 250_000, 240_000))
	require.NoError(t, err)
	after, err := edit(change("summaryVi", "", "Thịt đen, xương đen, thơm chắc"))
	require.NoError(t, err, "another field is nobody's business")
	require.EqualValues(t, 240_000, after.Variants[variant].PriceVND)

	_, err = edit(change(price, 250_000, 230_000), change("originVi", "", "Trạm Tấu"))
	require.ErrorIs(t, err, catalog.ErrEditedMeanwhile)
	var conflict *apperr.Error
	require.ErrorAs(t, err, &conflict)
	require.Equal(t, []catalog.Conflict{{Field: price, Mine: raw(230_000), Theirs: raw(240_000)}}, conflict.Meta["conflicts"])
	now, err := f.Listing(t.Context(), org, l.ID)
	require.NoError(t, err)
	require.Empty(t, now.Origin.VI, "nothing by halves")
	_, err = edit(change(price, 240_000, 230_000), change("originVi", "", "Trạm Tấu"))
	require.NoError(t, err, "chosen: mine over what I have seen")
	_, err = edit(change(price, 240_000, 230_000), change("originVi", "", "Trạm Tấu"))
	require.NoError(t, err, "the same request twice")
	list, _, err := f.History(t.Context(), org, l.ID, "", 50)
	require.NoError(t, err)
	require.Len(t, list, 4, "listed, price, summary, price and origin: a repeat is no change")

	const phones = 8
	errs := make([]error, phones)
	var wg sync.WaitGroup
	for i := range phones {
		wg.Go(func() {
			_, errs[i] = f.Edit(context.Background(), catalog.EditInput{
				OrgID: org, ProductID: l.ID, Trusted: true, Changes: []catalog.Change{change(price, 230_000, 300_000+1000*i)},
			})
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else {
			require.ErrorIs(t, err, catalog.ErrEditedMeanwhile)
		}
	}
	require.Equal(t, 1, won)
}

func TestUndo(t *testing.T) {
	t.Parallel()
	f := open(t)
	org, actor := f.market.DGP.ID, f.market.DGP.Owner.ID
	l, variant := f.draft(t, org)
	f.publish(t, l, true)
	edit := func(changes ...catalog.Change) {
		t.Helper()
		_, err := f.Edit(t.Context(), catalog.EditInput{OrgID: org, ProductID: l.ID, ActorID: actor, Changes: changes, Trusted: true})
		require.NoError(t, err)
	}
	last := func() catalog.PastChange {
		t.Helper()
		list, _, err := f.History(t.Context(), org, l.ID, "", 50)
		require.NoError(t, err)
		return list[0]
	}
	second := ident.New()
	edit(change("nameVi", "Gà đen H'Mông", "Gà"), change("variants/"+second.String(), nil, map[string]any{"unit": "kg", "priceVnd": 180_000, "sku": "GA-KG"}))
	first := last()
	require.Equal(t, actor, first.ActorID)
	undo := catalog.UndoInput{OrgID: org, ProductID: l.ID, ActorID: actor, ChangeID: first.ID, Trusted: true}
	for range 2 {
		back, err := f.Undo(t.Context(), undo)
		require.NoError(t, err, "again is harmless")
		require.Equal(t, "Gà đen H'Mông", back.Name.VI)
		require.Len(t, back.Variants, 1)
	}
	// Undoing the undoing brings the variant back with all it was.
	undo.ChangeID = last().ID
	forth, err := f.Undo(t.Context(), undo)
	require.NoError(t, err)
	require.Equal(t, "GA-KG", forth.Variants[second].SKU)
	require.EqualValues(t, 180_000, forth.Variants[second].PriceVND)

	edit(change("variants/"+variant.String()+"/priceVnd", 250_000, 200_000))
	price := last()
	edit(change("variants/"+variant.String()+"/priceVnd", 200_000, 210_000))
	undo.ChangeID = price.ID
	_, err = f.Undo(t.Context(), undo)
	require.ErrorIs(t, err, catalog.ErrEditedMeanwhile, "it was changed again since")
	undo.ChangeID = 1 << 40
	_, err = f.Undo(t.Context(), undo)
	require.ErrorIs(t, err, catalog.ErrChangeNotFound)
	require.Error(t, f.db.Conn(t.Context()).Exec(`DELETE FROM product_changes`).Error, "append-only")
}

func TestEdit_refuses_bad_input_and_names_the_field(t *testing.T) {
	t.Parallel()
	f := open(t)
	org := f.market.DGP.ID
	l, variant := f.draft(t, org)
	f.publish(t, l, true)
	at := "variants/" + variant.String()
	var sku string
	require.NoError(t, f.db.Conn(t.Context()).Raw(`SELECT sku FROM variants WHERE id <> ? LIMIT 1`, variant).Scan(&sku).Error)
	for name, c := range map[string]struct {
		change catalog.Change
		want   string
	}{
		"a price of 0":      {change(at+"/priceVnd", 250_000, 0), "/" + at + "/priceVnd catalog.price"},
		"a price of 10^12":  {change(at+"/priceVnd", 250_000, int64(1e12)), "/changes/0/to catalog.price"},
		"a price in words":  {change(at+"/priceVnd", 250_000, "rẻ"), "/changes/0/to catalog.price"},
		"only emoji":        {change("nameVi", "Gà đen H'Mông", "🐔🐔🐔"), "/changes/0/to catalog.name_letters"},
		"no name":           {change("nameVi", "Gà đen H'Mông", ""), "/nameVi catalog.name_short"},
		"duplicate SKU":     {change(at+"/sku", l.Variants[variant].SKU, sku), "/" + at + "/sku catalog.sku_taken"},
		"no such category":  {change("category", "gia-cam", "khong-co"), "/category catalog.category"},
		"no months":         {change("seasonMonths", []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, []int{}), "/changes/0/to catalog.season_months"},
		"no such field":     {change("version", 1, 2), "/changes/0/field catalog.field"},
		"rising tiers":      {change(at+"/tiers", []any{}, []map[string]int{{"minQty": 5, "priceVnd": 260_000}}), "/changes/0/to catalog.tiers"},
		"an unknown one":    {change("variants/"+ident.New().String()+"/priceVnd", 1, 2000), "/changes/0/field catalog.variant_gone"},
		"another's picture": {change("pictures", []string{}, []string{ident.New().String()}), ""},
	} {
		_, err := f.Edit(t.Context(), catalog.EditInput{OrgID: org, ProductID: l.ID, Changes: []catalog.Change{c.change}, Trusted: true})
		require.Error(t, err, name)
		if c.want != "" {
			require.Equal(t, []string{c.want}, faults(t, err), name)
		}
	}
	after, err := f.Listing(t.Context(), org, l.ID)
	require.NoError(t, err)
	require.Equal(t, l.Content, after.Content, "nothing was changed")
	_, err = f.Edit(t.Context(), catalog.EditInput{OrgID: f.market.DoanLuong.ID, ProductID: l.ID, Changes: []catalog.Change{change("nameVi", "Gà đen H'Mông", "Gà")}})
	require.ErrorIs(t, err, catalog.ErrProductNotFound, "another's")

	// An archived variant is gone for edits, too.
	_, err = f.Edit(t.Context(), catalog.EditInput{OrgID: org, ProductID: l.ID, Trusted: true, Changes: []catalog.Change{
		change("variants/"+ident.New().String(), nil, map[string]any{"unit": "kg", "priceVnd": 90_000}), {Field: at, From: mustRead(t, f, l, at), To: raw(nil)},
	}})
	require.NoError(t, err)
	_, err = f.Edit(t.Context(), catalog.EditInput{OrgID: org, ProductID: l.ID, Trusted: true, Changes: []catalog.Change{change(at+"/priceVnd", 250_000, 240_000)}})
	require.Equal(t, []string{"/changes/0/field catalog.variant_gone"}, faults(t, err))
}

// mustRead returns a whole variant as the history writes it.
func mustRead(t *testing.T, f fixture, l *catalog.Listing, field string) json.RawMessage {
	t.Helper()
	_, err := f.Edit(t.Context(), catalog.EditInput{OrgID: l.OrgID, ProductID: l.ID, Trusted: true, Changes: []catalog.Change{change(field, "?", nil)}})
	var e *apperr.Error
	require.ErrorAs(t, err, &e)
	return e.Meta["conflicts"].([]catalog.Conflict)[0].Theirs
}

func TestSchedule_and_season(t *testing.T) {
	t.Parallel()
	f := open(t)
	org := f.market.DGP.ID
	l, _ := f.draft(t, org)
	at := f.clock.T.Add(48 * time.Hour)
	in := catalog.SetStatusInput{OrgID: org, ProductID: l.ID, Status: catalog.StatusListed, Version: l.Version, Trusted: true, GoLiveAt: at}
	past := in
	past.GoLiveAt = f.clock.T.Add(-time.Minute)
	_, err := f.SetStatus(t.Context(), past)
	require.Equal(t, []string{"/goLiveAt catalog.go_live_at"}, faults(t, err))
	p, err := f.SetStatus(t.Context(), in)
	require.NoError(t, err)
	require.Equal(t, catalog.HiddenSchedule, p.HiddenFor)
	again, err := f.SetStatus(t.Context(), in)
	require.NoError(t, err, "safe to repeat")
	require.Equal(t, p, again)
	status := func() (catalog.Status, catalog.HiddenFor) {
		t.Helper()
		require.NoError(t, f.Tick(t.Context()))
		own, err := f.OwnProduct(t.Context(), org, l.ID)
		require.NoError(t, err)
		return own.Status, own.HiddenFor
	}
	s, why := status()
	require.Equal(t, catalog.StatusHidden, s)
	require.Equal(t, catalog.HiddenSchedule, why)
	f.clock.T = at
	s, _ = status()
	require.Equal(t, catalog.StatusListed, s)

	_, err = f.Edit(t.Context(), catalog.EditInput{OrgID: org, ProductID: l.ID, Trusted: true, Changes: []catalog.Change{
		change("seasonMonths", []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, []int{6, 7}), change("seasonAuto", false, true),
	}})
	require.NoError(t, err)
	s, why = status()
	require.Equal(t, catalog.StatusHidden, s, "November is no season")
	require.Equal(t, catalog.HiddenSeason, why)
	f.clock.T = time.Date(2027, time.May, 31, 17, 0, 0, 0, time.UTC) // 1 June in Viet Nam
	s, _ = status()
	require.Equal(t, catalog.StatusListed, s)
}

func TestHideFor_the_Alliance(t *testing.T) {
	t.Parallel()
	f := open(t)
	org := f.market.DGP.ID
	l, _ := f.draft(t, org)
	f.publish(t, l, true)
	require.NoError(t, f.HideFor(t.Context(), l.ID, f.market.Alliance.Owner.ID, catalog.HiddenAlliance))
	hidden, err := f.Listing(t.Context(), org, l.ID)
	require.NoError(t, err)
	_, err = f.SetStatus(t.Context(), catalog.SetStatusInput{OrgID: org, ProductID: l.ID, Status: catalog.StatusListed, Version: hidden.Version, Trusted: true})
	require.ErrorIs(t, err, catalog.ErrHiddenByAlliance)
	require.NoError(t, f.Unhide(t.Context(), l.ID, f.market.Alliance.Owner.ID))
	back, err := f.OwnProduct(t.Context(), org, l.ID)
	require.NoError(t, err)
	require.Equal(t, catalog.StatusListed, back.Status)
}

func TestCopy(t *testing.T) {
	t.Parallel()
	f := open(t)
	m := f.market
	id := ident.New()
	for range 2 {
		l, err := f.Copy(t.Context(), m.DoanLuong.ID, m.Candy.ID, id)
		require.NoError(t, err)
		require.Equal(t, catalog.StatusDraft, l.Status)
		require.Equal(t, "Mứt tào mèo (bản sao)", l.Name.VI)
		require.Len(t, l.Variants, 2)
		for v, stock := range l.Stock {
			require.Zero(t, stock.OnHand, v)
		}
	}
	_, err := f.Copy(t.Context(), m.DGP.ID, m.Candy.ID, ident.New())
	require.ErrorIs(t, err, catalog.ErrProductNotFound)
}

func TestEdit_makes_alcohol_goods_for_adults(t *testing.T) {
	t.Parallel()
	f := open(t)
	org := f.market.DGP.ID
	require.NoError(t, f.PutCategory(t.Context(), catalog.CategoryInput{Slug: catalog.AlcoholShelf, Name: catalog.Text{VI: "Rượu", EN: "Alcohol"}, Icon: "wine"}))
	l, _ := f.draft(t, org)
	edit := func(changes ...catalog.Change) (*catalog.Listing, error) {
		return f.Edit(t.Context(), catalog.EditInput{OrgID: org, ProductID: l.ID, Changes: changes, Trusted: true})
	}
	f.publish(t, l, true)
	got, err := edit(change("category", "gia-cam", catalog.AlcoholShelf))
	require.NoError(t, err)
	require.Equal(t, 18, got.MinAge)
	require.Equal(t, catalog.VATExcise, got.VATTreatment)

	_, err = edit(change("nameEn", "", "Spirit"), change("minAge", 18, 0), change("vatTreatment", "excise", "standard"))
	require.Equal(t, []string{"/changes/1/to catalog.adults_only", "/changes/2/to catalog.excise"}, faults(t, err))
	got, err = edit(change("nameEn", "", "Spirit"))
	require.NoError(t, err)
	require.Equal(t, 18, got.MinAge)

	past, _, err := f.History(t.Context(), org, l.ID, "", 10)
	require.NoError(t, err)
	first := past[1] // the latest is the name
	require.Contains(t, first.Changes, change("minAge", 0, 18), "history tells of it")
	require.Contains(t, first.Changes, change("vatTreatment", "standard", "excise"))
	got, err = f.Undo(t.Context(), catalog.UndoInput{OrgID: org, ProductID: l.ID, ChangeID: first.ID, Trusted: true})
	require.NoError(t, err)
	require.Equal(t, "gia-cam", got.CategorySlug)
	require.Zero(t, got.MinAge)
	require.Equal(t, catalog.VATStandard, got.VATTreatment)
	_, err = edit(change("minAge", 0, 18))
	require.NoError(t, err, "other goods may be for adults too")
	_, err = edit(change("minAge", 18, 0))
	require.NoError(t, err)
}

func TestCreateProduct_of_alcohol_is_for_adults(t *testing.T) {
	t.Parallel()
	f := open(t)
	require.NoError(t, f.PutCategory(t.Context(), catalog.CategoryInput{Slug: catalog.AlcoholShelf, Name: catalog.Text{VI: "Rượu", EN: "Alcohol"}, Icon: "wine"}))
	made, err := f.CreateProduct(t.Context(), catalog.ProductInput{
		OrgID: f.market.DGP.ID, CategorySlug: catalog.AlcoholShelf, Slug: "ruou-ngo", Status: catalog.StatusDraft, Name: catalog.Text{VI: "Rượu ngô", EN: "Corn spirit"},
		ShipScope: catalog.ShipNationwide, VATTreatment: catalog.VATStandard, SeasonMonths: []int{1},
	})
	require.NoError(t, err)
	l, err := f.Listing(t.Context(), f.market.DGP.ID, made.ID)
	require.NoError(t, err)
	require.Equal(t, 18, l.MinAge)
}
