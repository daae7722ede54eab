package offtake_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/notify"
)

func TestService_signing_keeps_name_time_code_and_hash(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	capacity := b.declare(t, coopA, 2, 2000)
	k := b.draft(t, 1700, terms(), capacity)
	_, _, err := b.contract.See(ctx, actorOf(coopA), k.ID)
	require.ErrorIs(t, err, contract.ErrNotFound, "a draft is the buyer's own")
	step := contract.StepInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID, Reason: "x"}
	k, err = b.offtake.Send(ctx, step)
	require.NoError(t, err)
	again, err := b.offtake.Send(ctx, step)
	require.NoError(t, err)
	require.Equal(t, k.Document, again.Document, "sending twice makes one document")
	require.Equal(t, 2, b.mails(t, notify.KindContractToSign))
	_, _, err = b.contract.See(ctx, actorOf(coopB), k.ID)
	require.ErrorIs(t, err, contract.ErrNotFound)

	doc, err := b.contract.Document(ctx, k.ID, 1)
	require.NoError(t, err)
	pdf, err := b.contract.PDF(ctx, k.ID, 1, "vi")
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(pdf), "%PDF-"))
	in := contract.SignInput{Actor: actorOf(coopA), OrgID: id(coopA), ContractID: k.ID, Number: 1, SHA256: doc.SHA256VI, Code: "000000"}
	_, err = b.offtake.Sign(ctx, in)
	require.ErrorIs(t, err, contract.ErrCodeExpired, "no code was asked for")
	_, err = b.offtake.RequestCode(ctx, in)
	require.NoError(t, err)
	_, err = b.offtake.RequestCode(ctx, in)
	require.ErrorIs(t, err, contract.ErrCodeTooOften)
	good := b.code(t)
	var stored int
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT count(*) FROM signing_codes WHERE encode(code_hash, 'escape') LIKE '%' || $1 || '%'`, good).Scan(&stored))
	require.Zero(t, stored, "only the hash is kept")
	in.Code = "wrong!"
	for range 5 {
		_, err = b.offtake.Sign(ctx, in)
		require.ErrorIs(t, err, contract.ErrCode)
	}
	in.Code = good
	_, err = b.offtake.Sign(ctx, in)
	require.ErrorIs(t, err, contract.ErrCodeExpired, "five wrong tries end it")
	b.clock.Advance(2 * time.Minute)
	_, err = b.offtake.RequestCode(ctx, in)
	require.NoError(t, err)
	in.Code = b.code(t)
	b.clock.Advance(contract.CodeLasts)
	_, err = b.offtake.Sign(ctx, in)
	require.ErrorIs(t, err, contract.ErrCodeExpired)

	other := in
	other.SHA256 = []byte("another document")
	_, err = b.offtake.RequestCode(ctx, other)
	require.NoError(t, err)
	other.Code = b.code(t)
	_, err = b.offtake.Sign(ctx, other)
	require.ErrorIs(t, err, contract.ErrHash)
	in.Code = other.Code
	signing, err := b.offtake.Sign(ctx, in)
	require.NoError(t, err)
	require.False(t, signing.Complete)
	_, err = b.offtake.Sign(ctx, in)
	require.ErrorIs(t, err, contract.ErrSignedAlready)

	// The buyer sends it back: what was signed is void, a new document is made.
	k, err = b.offtake.Refuse(ctx, step)
	require.NoError(t, err)
	require.Equal(t, contract.StatusDraft, k.Status)
	edit := contract.EditInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID, Version: k.Version, Terms: k.Terms}
	edit.Terms.ShortBP = 900
	_, err = b.contract.Edit(ctx, edit)
	require.Equal(t, apperr.KindInvalid, apperr.KindOf(err), "above what the law allows")
	edit.Terms.ShortBP = 800
	_, err = b.contract.Edit(ctx, edit)
	require.NoError(t, err)
	_, err = b.contract.Edit(ctx, edit)
	require.ErrorIs(t, err, contract.ErrChanged)
	k, err = b.offtake.Send(ctx, step)
	require.NoError(t, err)
	require.Equal(t, 2, k.Document)
	_, err = b.offtake.RequestCode(ctx, in)
	require.ErrorIs(t, err, contract.ErrHash, "the first document can no longer be signed")
	b.sign(t, k.ID, 2, coopA)
	done := b.sign(t, k.ID, 2, buyer)
	require.True(t, done.Complete)
	require.Equal(t, contract.StatusActive, done.Contract.Status)
	require.Equal(t, "Người 03", done.Document.Signatures[0].FullName)
	owed, err := b.contract.Obligations(ctx, k.ID)
	require.NoError(t, err)
	require.Len(t, owed, 1)
	require.Equal(t, int64(2*1700*200_000/5), int64(owed[0].Amount), "a fifth ahead")
	for _, s := range []string{`UPDATE contract_signatures SET full_name = 'x'`, `UPDATE contract_documents SET pdf_vi = 'x'`, `DELETE FROM payment_obligations`, `UPDATE contract_events SET note = 'x'`} {
		_, err := b.db.Pool().Exec(ctx, s)
		require.Error(t, err, s)
	}
	b.requireBalance(t, k.ID)
}

func TestService_Cancel_gives_the_capacity_back(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	capacity := b.declare(t, coopA, 2, 2000)
	k := b.draft(t, 1700, terms(), capacity)
	k, err := b.offtake.Cancel(ctx, contract.StepInput{Actor: actorOf(buyer), OrgID: id(buyer), ContractID: k.ID, Reason: "không mua nữa"})
	require.NoError(t, err)
	require.Equal(t, contract.StatusTerminated, k.Status)
	after, err := b.supply.Capacity(ctx, id(coopA), capacity.ID)
	require.NoError(t, err)
	require.Equal(t, int64(2000), after.Periods[0].Available())
	b.requireBalance(t, k.ID)
}

// A contract that is signed after its first days leaves everybody the lead time:
// nothing is called off and missed at once.
func TestService_a_late_signature_moves_the_first_days(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	b.clock.T = time.Date(2027, 1, 20, 3, 0, 0, 0, time.UTC)
	k := b.active(t, 1000, terms(), b.declare(t, coopA, 2, 2000))
	list := b.deliveries(t, k.ID)
	require.Equal(t, calendar.Date(2027, time.January, 25), list[0].DueOn, "five days to get ready")
	require.Equal(t, calendar.Date(2027, time.February, 15), list[1].DueOn)
	require.NoError(t, b.offtake.Tick(ctx))
	require.NoError(t, b.offtake.Tick(ctx))
	d, err := b.contract.Delivery(ctx, list[0].ID)
	require.NoError(t, err)
	require.Equal(t, contract.DeliveryCalled, d.Status)
	var queued int
	require.NoError(t, b.db.Pool().QueryRow(ctx, `SELECT count(*) FROM river_job WHERE kind = 'offtake.tick'`).Scan(&queued))
	require.Positive(t, queued, "called off as soon as all have signed, not within the hour")
	require.Equal(t, 1, b.mails(t, notify.KindContractSigned), "the buyer's signature was told to A")
}

// Somebody who belongs to the buyer and to a cooperative sends the whole contract,
// and nobody sends what they have not seen.
func TestService_Send_fixes_the_whole_contract_at_the_version_seen(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	k := b.draft(t, 1000, terms(), b.declare(t, coopA, 1, 2000), b.declare(t, coopB, 1, 2000))
	both := actorOf(coopA)
	both.Memberships = append(both.Memberships, actorOf(buyer).Memberships...)
	step := contract.StepInput{Actor: both, OrgID: id(buyer), ContractID: k.ID, Version: k.Version}
	_, err := b.contract.Edit(ctx, contract.EditInput{Actor: both, OrgID: id(buyer), ContractID: k.ID, Version: k.Version, Terms: k.Terms})
	require.NoError(t, err)
	_, err = b.offtake.Send(ctx, step)
	require.ErrorIs(t, err, contract.ErrChanged)
	step.Version++
	k, err = b.offtake.Send(ctx, step)
	require.NoError(t, err)
	b.sign(t, k.ID, 1, buyer)
	// Refused and sent again by one who is the buyer's only: the same paper.
	_, err = b.offtake.Refuse(ctx, contract.StepInput{Actor: actorOf(coopB), OrgID: id(coopB), ContractID: k.ID, Reason: "sai giá"})
	require.NoError(t, err)
	step.Version, step.Actor = 0, actorOf(buyer)
	k, err = b.offtake.Send(ctx, step)
	require.NoError(t, err)
	first, err := b.contract.PDF(ctx, k.ID, 1, "vi")
	require.NoError(t, err)
	second, err := b.contract.PDF(ctx, k.ID, 2, "vi")
	require.NoError(t, err)
	require.InDelta(t, len(first), len(second), 60, "both show both cooperatives")
}
