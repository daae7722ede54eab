package api

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/listing"
)

func toAPIListing(w listing.Work, lang string) Listing {
	out := Listing{
		Id: w.ID, Slug: w.Slug, Status: ListingStatus(w.Status), HiddenFor: HiddenFor(w.HiddenFor), QuoteOnly: w.QuoteOnly, Trusted: w.Trusted,
		Version: w.Version, UpdatedAt: w.UpdatedAt, GoLiveAt: optional(w.GoLiveAt), Content: toAPIContent(w.Content),
		Pictures: toAPIPictures(w.Shots, lang), Variants: toAPIListingVariants(w.Listing), Score: w.Score,
		Hints: toAPIAll(w.Hints, func(h catalog.Hint) ListingHint {
			hint := ListingHint{Code: ListingHintCode(h.Code), Done: h.Done, Weight: h.Weight, MiddleVnd: optional(int64(h.Middle))}
			if h.Middle > 0 {
				hint.PerKg = ptr(h.PerKg)
			}
			return hint
		}),
	}
	if r := w.Review; r != nil {
		if w.Status == catalog.StatusInReview {
			out.SubmittedAt = ptr(r.SubmittedAt)
		}
		if w.Status == catalog.StatusRefused {
			out.Refusal = ptr(r.Reason)
		}
	}
	return out
}

func toAPIContent(c catalog.Content) ListingContent {
	return ListingContent{
		NameVi: c.Name.VI, NameEn: c.Name.EN, SummaryVi: c.Summary.VI, SummaryEn: c.Summary.EN,
		DescriptionVi: c.Description.VI, DescriptionEn: c.Description.EN, OriginVi: c.Origin.VI, OriginEn: c.Origin.EN,
		HarvestVi: c.Harvest.VI, HarvestEn: c.Harvest.EN, StorageVi: c.Storage.VI, StorageEn: c.Storage.EN,
		Category: c.CategorySlug, SeasonMonths: c.SeasonMonths, SeasonAuto: c.SeasonAuto, ShelfLifeDays: c.ShelfLifeDays,
		ShipScope: ListingContentShipScope(c.ShipScope), MinAge: c.MinAge, ColdChain: c.ColdChain, LiveAnimal: c.LiveAnimal,
		VatTreatment: ListingContentVatTreatment(c.VATTreatment), Pictures: c.Pictures,
	}
}

func toAPIListingVariants(l *catalog.Listing) []ListingVariant {
	out := make([]ListingVariant, 0, len(l.Variants))
	for id, v := range l.Variants {
		stock := l.Stock[id]
		out = append(out, ListingVariant{
			Id: id, Sku: v.SKU, NameVi: v.Name.VI, NameEn: v.Name.EN, Unit: v.Unit, NetWeightG: v.NetWeightG, ShipWeightG: v.ShipWeightG, ByWeight: optional(v.ByWeight),
			PriceVnd: int64(v.PriceVND), MinQty: v.MinQty, MaxQty: v.MaxQty, StepQty: v.StepQty, Position: v.Position,
			OnHand: stock.OnHand, Reserved: stock.Reserved, StockVersion: stock.Version,
			Tiers: toAPIAll(v.Tiers, func(t catalog.Tier) ListingTier { return ListingTier{MinQty: t.MinQty, PriceVnd: int64(t.PriceVND)} }),
		})
	}
	slices.SortFunc(out, func(a, b ListingVariant) int {
		if a.Position != b.Position {
			return a.Position - b.Position
		}
		return slices.Compare(a.Id[:], b.Id[:])
	})
	return out
}

func toAPIHistory(past listing.Past) ([]ListingChange, error) {
	out := make([]ListingChange, len(past.Changes))
	for i, c := range past.Changes {
		fields := make([]FieldChange, len(c.Changes))
		for j, f := range c.Changes {
			fields[j] = FieldChange{Field: f.Field}
			if err := json.Unmarshal(f.From, &fields[j].From); err != nil {
				return nil, fmt.Errorf("read change %d: %w", c.ID, err)
			}
			if err := json.Unmarshal(f.To, &fields[j].To); err != nil {
				return nil, fmt.Errorf("read change %d: %w", c.ID, err)
			}
		}
		out[i] = ListingChange{
			Id: c.ID, At: c.At, Kind: ListingChangeKind(c.Kind), Changes: fields, Undoes: optional(c.Undoes), Undoable: c.Undoable(), Undone: c.Undone,
		}
		if c.ActorID != ident.Nil {
			out[i].By = optional(past.Names[c.ActorID])
		}
	}
	return out, nil
}

func toAPIActed(a listing.Acted, lang string) ListingActionResult {
	out := ListingActionResult{Done: toAPIAll(a.Done, func(p catalog.OwnProduct) OwnProduct { return toAPIOwnProduct(&p, lang) })}
	for _, f := range a.Failed {
		detail := f.Err.Text.In(lang)
		if len(f.Err.Fields) > 0 {
			detail = f.Err.Fields[0].Text.In(lang)
		}
		out.Failed = append(out.Failed, struct {
			Code   string   `json:"code"`
			Detail string   `json:"detail"`
			Id     ident.ID `json:"id"`
		}{Code: f.Err.Code, Detail: detail, Id: f.ID})
	}
	if out.Failed == nil {
		out.Failed = []struct {
			Code   string   `json:"code"`
			Detail string   `json:"detail"`
			Id     ident.ID `json:"id"`
		}{}
	}
	return out
}
