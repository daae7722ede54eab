package negotiation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/offer"
	"github.com/chophien/chophien/internal/party"
)

func TestService_messages_with_files(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.declare(t, coopA, 2000, 210_000)
	d := b.publish(t, buyer, 1000, nil)
	o := b.of(t, d, coopA)
	pdf := []byte("%PDF-1.7 bảng giá")
	f, err := b.offer.Upload(ctx, ofCoop(coopA), o.ID, `C:\Bang gia.pdf`, pdf)
	require.NoError(t, err)
	require.Equal(t, "Bang gia.pdf", f.Name)
	_, err = b.offer.Upload(ctx, ofCoop(coopA), o.ID, "x.pdf", []byte("<script>"))
	require.ErrorIs(t, err, offer.ErrFile)
	_, err = b.offer.Upload(ctx, ofCoop(coopB), o.ID, "x.pdf", pdf)
	require.ErrorIs(t, err, offer.ErrNotFound, "not a party")
	in := offer.PostInput{Actor: ofCoop(coopA), OfferID: o.ID, Key: "message-1", Body: "Gửi bảng giá", Files: []ident.ID{f.ID}}
	m, err := b.negotiation.Post(ctx, in)
	require.NoError(t, err)
	require.Len(t, m.Files, 1)
	twice, err := b.negotiation.Post(ctx, in)
	require.NoError(t, err)
	require.Equal(t, m.ID, twice.ID)
	_, err = b.negotiation.Post(ctx, offer.PostInput{Actor: ofBuyer(), OfferID: o.ID, Key: "message-2", Body: "x", Files: []ident.ID{f.ID}})
	require.Equal(t, apperr.KindInvalid, apperr.KindOf(err), "somebody else's file")
	list, err := b.offer.Messages(ctx, ofBuyer(), o.ID)
	require.NoError(t, err)
	require.Len(t, list, 1)
	_, data, err := b.offer.Download(ctx, ofBuyer(), o.ID, f.ID)
	require.NoError(t, err)
	require.Equal(t, pdf, data)
	_, _, err = b.offer.Download(ctx, member(other, party.KindBuyer), o.ID, f.ID)
	require.ErrorIs(t, err, offer.ErrNotFound)
	_, err = b.db.Pool().Exec(ctx, `UPDATE offer_versions SET note = 'x'`)
	require.Error(t, err, "what was said stays")
}
