package ticket_test

import (
	"errors"
	"fmt"
	"log/slog"
	netmail "net/mail"
	"os"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/demo/demotest"
	"github.com/chophien/chophien/internal/duty"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/platform/jobs"
	"github.com/chophien/chophien/internal/ticket"
)

// arrows is the machine told a second time, by hand.
var arrows = map[string]ticket.State{
	"received acknowledge alliance": ticket.StateExamining,
	"received uphold alliance":      ticket.StateUpheld,
	"examining uphold alliance":     ticket.StateUpheld,
	"received reject alliance":      ticket.StateRejected,
	"examining reject alliance":     ticket.StateRejected,
	"received withdraw reporter":    ticket.StateWithdrawn,
	"examining withdraw reporter":   ticket.StateWithdrawn,
}

func TestTicket_Apply_walks_every_state_action_and_side(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 30, 2, 0, 0, 0, time.UTC)
	taken := 0
	for _, state := range ticket.States() {
		for _, action := range ticket.Actions() {
			for _, side := range ticket.Sides() {
				name := fmt.Sprintf("%s %s %s", state, action, side)
				was := ticket.Ticket{State: state, Version: 3}
				next, changed, err := was.Apply(action, side, "kết quả", now)
				to, ok := arrows[name]
				require.Equal(t, ok, slices.Contains(ticket.Allowed(state, side), action), name)
				if !ok {
					require.False(t, changed, name)
					require.Equal(t, was, next, name)
					continue
				}
				taken++
				require.NoError(t, err, name)
				require.True(t, changed, name)
				require.Equal(t, to, next.State, name)
				_, changed, err = next.Apply(action, side, "kết quả", now)
				require.NoError(t, err, "%s again", name)
				require.False(t, changed, "%s again", name)
			}
		}
	}
	require.Len(t, arrows, taken)
}

// The drawing has exactly the arrows of the code.
func TestDrawing_is_the_machine(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/ticket-states.md")
	require.NoError(t, err)
	drawn := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\s+(\w+) --> (\w+): (\w+) \((\w+)\)$`).FindAllStringSubmatch(string(raw), -1) {
		name := m[1] + " " + m[3] + " " + m[4]
		require.Equal(t, m[2], string(arrows[name]), name)
		drawn[name] = true
	}
	require.Len(t, drawn, len(arrows))
}

type bundle struct {
	db      *db.DB
	clock   *clock.Fixed
	party   *party.Service
	catalog *catalog.Service
	ticket  *ticket.Service
	desk    party.Actor // of the Alliance
	seller  party.Actor
	coop    demotest.Org
	product string // slug
}

func setup(t *testing.T) *bundle {
	t.Helper()
	d := dbtest.New(t)
	c := &clock.Fixed{T: time.Date(2026, 11, 30, 2, 0, 0, 0, time.UTC)} // a Monday
	q, err := jobs.New(d, jobs.Options{Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	files, err := blob.Open(t.Context(), "mem://")
	require.NoError(t, err)
	b := &bundle{db: d, clock: c, party: party.NewService(d, c), catalog: catalog.NewService(catalog.Deps{DB: d, Clock: c, Blobs: files})}
	messages := notify.NewService(d, q, nil, "https://chophien.example", netmail.Address{Address: "a@chophien.example"}, c)
	messages.RegisterJobs(q)
	b.ticket = ticket.NewService(ticket.Deps{
		DB: d, Party: b.party, Duty: duty.NewService(d), Catalog: b.catalog, Notify: messages, Blobs: files, LinkKey: []byte("a key for tests, nothing else....."), Clock: c,
		Announce: announce.NewService(announce.Deps{DB: d, Order: order.NewService(d, c, []byte("another key for these tests.....")), Notify: messages}),
	})
	m := demotest.Seed(t, d)
	actor := func(o demotest.Org, kind party.OrgKind) party.Actor {
		return party.Actor{UserID: o.Owner.ID, FullName: o.Owner.Name, Memberships: []party.Membership{
			{OrgID: o.ID, Kind: kind, Role: party.RoleOwner, Status: party.StatusVerified},
		}}
	}
	b.coop, b.desk, b.seller = m.DoanLuong, actor(m.Alliance, party.KindAlliance), actor(m.DoanLuong, party.KindCooperative)
	require.NoError(t, d.Pool().QueryRow(t.Context(), `SELECT slug FROM products WHERE org_id = $1 AND status = 'listed' ORDER BY slug LIMIT 1`, m.DoanLuong.ID).Scan(&b.product))
	return b
}

// code is where the first fault of an error lies, else its code.
func code(err error) string {
	var e *apperr.Error
	if !errors.As(err, &e) {
		return fmt.Sprint(err)
	}
	if len(e.Fields) > 0 {
		return e.Fields[0].Pointer
	}
	return e.Code
}

func (b *bundle) open(t *testing.T, change func(*ticket.OpenInput)) (ticket.Full, error) {
	t.Helper()
	in := ticket.OpenInput{
		Key: "test-" + ident.Code(8), Locale: "vi", Topic: ticket.TopicListing, ProductSlug: b.product, Reason: "misleading",
		Words: "Ảnh không giống hàng nhận được.", Name: "Nguyễn Thị Lan", Contact: "lan@example.com",
	}
	if change != nil {
		change(&in)
	}
	return b.ticket.Open(t.Context(), in)
}

// A guest complains; both sides speak, the Alliance answers in time; all of it stays.
func TestService_complaint_from_guest_to_answer(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	f, err := b.open(t, func(in *ticket.OpenInput) { in.Key = "the-same-key" })
	require.NoError(t, err)
	require.Equal(t, time.Date(2026, 12, 2, 17, 0, 0, 0, time.UTC), f.AcknowledgeBy, "two working days")
	require.Equal(t, time.Date(2026, 12, 15, 17, 0, 0, 0, time.UTC), f.AnswerBy, "fifteen days")
	again, err := b.open(t, func(in *ticket.OpenInput) { in.Key = "the-same-key" })
	require.NoError(t, err)
	require.Equal(t, f.ID, again.ID, "a repeated key opens one ticket")
	_, err = b.open(t, func(in *ticket.OpenInput) { in.Key, in.Words = "the-same-key", "Một chuyện khác hẳn." })
	require.ErrorIs(t, err, ticket.ErrKeyReused)

	_, err = b.ticket.Read(ctx, party.Actor{}, f.ID, "")
	require.ErrorIs(t, err, ticket.ErrNotFound)
	_, err = b.ticket.Read(ctx, party.Actor{}, f.ID, f.Secret[1:]+"x")
	require.ErrorIs(t, err, ticket.ErrNotFound)
	page, err := b.ticket.OfOrg(ctx, b.seller, b.coop.ID, "", 10)
	require.NoError(t, err)
	require.Empty(t, page.Items, "the cooperative hears of it when the Alliance takes it up")

	_, err = b.ticket.Act(ctx, ticket.ActInput{ID: f.ID, Secret: f.Secret, Action: ticket.ActionUphold, Outcome: "Tự xử cho mình.", Version: 1})
	require.ErrorIs(t, err, ticket.ErrRole)
	taken, err := b.ticket.Act(ctx, ticket.ActInput{Actor: b.desk, ID: f.ID, Action: ticket.ActionAcknowledge, Version: 1})
	require.NoError(t, err)
	seen, err := b.ticket.Read(ctx, b.seller, f.ID, "")
	require.NoError(t, err)
	require.Equal(t, ticket.SideSeller, seen.Side)
	require.Empty(t, seen.ReporterEmail+seen.ReporterPhone, "whom one complains of does not learn how to reach one")
	_, err = b.ticket.Say(ctx, ticket.SayInput{Actor: b.seller, ID: f.ID, Body: "Ảnh chụp mùa trước, chúng tôi đã thay."})
	require.NoError(t, err)
	file := ticket.AddFileInput{ID: f.ID, Secret: f.Secret, Name: `C:\anh.png`, Data: []byte("\x89PNG\r\n\x1a\n ảnh")}
	with, err := b.ticket.AddFile(ctx, file)
	require.NoError(t, err)
	require.Equal(t, "anh.png", with.Files[0].Name)
	with, err = b.ticket.AddFile(ctx, file)
	require.NoError(t, err)
	require.Len(t, with.Files, 1, "the same file is the same evidence")
	_, err = b.ticket.AddFile(ctx, ticket.AddFileInput{ID: f.ID, Secret: f.Secret, Name: "x.png", Data: []byte("<script>alert(1)</script>")})
	require.ErrorIs(t, err, ticket.ErrFile)

	_, err = b.ticket.Act(ctx, ticket.ActInput{Actor: b.desk, ID: f.ID, Action: ticket.ActionUphold, Outcome: "Ngắn", Version: taken.Version})
	require.Equal(t, "/outcome", code(err))
	_, err = b.ticket.Act(ctx, ticket.ActInput{Actor: b.desk, ID: f.ID, Action: ticket.ActionUphold, Outcome: "Hợp tác xã đã thay ảnh.", Version: 1})
	require.ErrorIs(t, err, ticket.ErrChanged, "two colleagues do not answer over each other")
	done, err := b.ticket.Act(ctx, ticket.ActInput{Actor: b.desk, ID: f.ID, Action: ticket.ActionUphold, Outcome: "Hợp tác xã đã thay ảnh.", Version: taken.Version})
	require.NoError(t, err)
	require.Equal(t, ticket.StateUpheld, done.State)
	_, err = b.ticket.Say(ctx, ticket.SayInput{ID: f.ID, Secret: f.Secret, Body: "Cảm ơn"})
	require.ErrorIs(t, err, ticket.ErrNotAllowed)
	kinds := []string{}
	for _, e := range done.Events {
		kinds = append(kinds, e.Kind)
	}
	require.Equal(t, []string{"opened", "acknowledged", "said", "filed", "upheld"}, kinds)
	for _, statement := range []string{`UPDATE ticket_events SET body = ''`, `DELETE FROM ticket_events`, `DELETE FROM ticket_files`, `UPDATE ticket_files SET name = 'x'`} {
		_, err := b.db.Exec(ctx, "rewrite history", statement)
		require.Error(t, err, "evidence is append-only")
	}
}

func TestService_Open_refuses_what_is_about_nothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for want, change := range map[string]func(*ticket.OpenInput){
		"/topic":           func(in *ticket.OpenInput) { in.Topic = ticket.TopicObjection },
		"/reason":          func(in *ticket.OpenInput) { in.Reason = "spoiled" },
		"/words":           func(in *ticket.OpenInput) { in.Words = "ngắn" },
		"/contact":         func(in *ticket.OpenInput) { in.Contact = "12" },
		"/productSlug":     func(in *ticket.OpenInput) { in.ProductSlug = "khong-co" },
		"/cooperativeSlug": func(in *ticket.OpenInput) { in.Topic, in.Reason, in.OrgSlug = ticket.TopicSeller, "fraud", "khong-co" },
		"/purchaseCode": func(in *ticket.OpenInput) {
			in.Topic, in.Reason, in.PurchaseCode = ticket.TopicPurchase, "spoiled", "AAAAAAAA"
		},
	} {
		_, err := b.open(t, change)
		require.Equal(t, want, code(err))
	}
}

// Deadlines come to the desk's notice by job, each once.
func TestService_Remind_once_for_each_deadline(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	f, err := b.open(t, nil)
	require.NoError(t, err)
	// Each goes to every reader of the Alliance's mail, and to none of them twice.
	reminders := func() (n int) {
		var mails, readers int
		require.NoError(t, b.db.Pool().QueryRow(ctx, `
SELECT count(DISTINCT split_part(dedupe_key, ':', 3)), count(*), count(DISTINCT recipient) FROM messages WHERE kind = 'ticket_due'`).Scan(&n, &mails, &readers))
		require.Equal(t, n*readers, mails)
		return n
	}
	require.NoError(t, b.ticket.Remind(ctx))
	require.Zero(t, reminders())
	for want, at := range []time.Time{f.AcknowledgeBy, f.AnswerBy.Add(-24 * time.Hour), f.AnswerBy} {
		b.clock.T = at
		for range 2 {
			require.NoError(t, b.ticket.Remind(ctx))
		}
		require.Equal(t, want+1, reminders())
	}
}

// A request about one's data: two working days, and done only with what proves it.
func TestService_data_request_is_answered_with_proof(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	f, err := b.open(t, func(in *ticket.OpenInput) { in.Topic, in.Reason = ticket.TopicDataErase, "data" })
	require.NoError(t, err)
	require.Equal(t, time.Date(2026, 12, 2, 17, 0, 0, 0, time.UTC), f.AnswerBy)
	require.False(t, f.Overdue(b.clock.T))
	require.True(t, f.Overdue(f.AnswerBy))
	in := ticket.ActInput{Actor: b.desk, ID: f.ID, Action: ticket.ActionUphold, Outcome: "Dữ liệu đơn hàng đã được xóa.", Version: 1}
	_, err = b.ticket.Act(ctx, in)
	require.Equal(t, "/proof", code(err))
	in.Proof = "Xóa lúc 9:00 ngày 30/11, đã gọi lại số của đơn."
	done, err := b.ticket.Act(ctx, in)
	require.NoError(t, err)
	require.Equal(t, in.Proof, done.Proof)
	require.NotEmpty(t, done.Handler)
	mine, err := b.ticket.Read(ctx, party.Actor{}, f.ID, f.Secret)
	require.NoError(t, err)
	require.Empty(t, mine.Proof)
	page, err := b.ticket.List(ctx, b.desk, ticket.ListInput{Data: true, Open: false, Limit: 10})
	require.NoError(t, err)
	require.Len(t, page.Items, 1)
	_, err = b.ticket.List(ctx, b.seller, ticket.ListInput{Limit: 10})
	require.ErrorIs(t, err, ticket.ErrAllianceOnly)
}

// What is taken down leaves the shelf and stays off it, whoever tries; one objection.
func TestService_TakeDown_holds_until_lifted(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := t.Context()
	in := ticket.TakeDownInput{Actor: b.desk, ProductSlug: b.product, Reason: "wrong_ocop", Words: "Chứng nhận đã hết hạn."}
	_, err := b.ticket.TakeDown(ctx, ticket.TakeDownInput{Actor: b.seller, ProductSlug: b.product, Reason: "other", Words: "x"})
	require.ErrorIs(t, err, ticket.ErrAllianceOnly)
	_, err = b.ticket.TakeDown(ctx, ticket.TakeDownInput{Actor: b.desk, ProductSlug: b.product, Reason: "vì thích", Words: "x"})
	require.Equal(t, "/reason", code(err))
	down, err := b.ticket.TakeDown(ctx, in)
	require.NoError(t, err)
	again, err := b.ticket.TakeDown(ctx, in)
	require.NoError(t, err)
	require.Equal(t, down.ID, again.ID)
	_, err = b.db.Exec(ctx, "list by the back door", `UPDATE products SET status = 'listed', hidden_for = '' WHERE id = ?`, down.ProductID)
	require.Equal(t, "products_taken_down_ck", db.Constraint(err), "no way leads back to the shelf")

	object := ticket.ObjectInput{Actor: b.seller, OrgID: b.coop.ID, ID: down.ID, Words: "Chứng nhận mới đã có từ tuần trước.", Locale: "vi"}
	one, err := b.ticket.Object(ctx, object)
	require.NoError(t, err)
	same, err := b.ticket.Object(ctx, object)
	require.NoError(t, err)
	require.Equal(t, one.ID, same.ID)
	object.Words = "Thêm một lý do khác nữa."
	_, err = b.ticket.Object(ctx, object)
	require.ErrorIs(t, err, ticket.ErrObjected, "once")

	for range 2 {
		_, err = b.ticket.Lift(ctx, b.desk, down.ID, "Đã có chứng nhận mới.")
		require.NoError(t, err)
	}
	_, err = b.ticket.Act(ctx, ticket.ActInput{Actor: b.desk, ID: one.ID, Action: ticket.ActionUphold, Outcome: "Chứng nhận mới có hiệu lực.", Version: one.Version})
	require.NoError(t, err, "what was lifted by hand stays lifted")
	_, err = b.db.Exec(ctx, "list", `UPDATE products SET status = 'listed', hidden_for = '' WHERE id = ?`, down.ProductID)
	require.NoError(t, err)
	list, err := b.ticket.Takedowns(ctx, b.desk)
	require.NoError(t, err)
	require.Empty(t, list)
}

// The answer and the listing go together: upheld lifts the take-down, rejected does not.
func TestService_Act_upheld_objection_lifts_its_takedown(t *testing.T) {
	t.Parallel()
	for action, lifted := range map[ticket.Action]bool{ticket.ActionUphold: true, ticket.ActionReject: false} {
		b := setup(t)
		ctx := t.Context()
		down, err := b.ticket.TakeDown(ctx, ticket.TakeDownInput{Actor: b.desk, ProductSlug: b.product, Reason: "wrong_ocop", Words: "Chứng nhận đã hết hạn."})
		require.NoError(t, err)
		one, err := b.ticket.Object(ctx, ticket.ObjectInput{Actor: b.seller, OrgID: b.coop.ID, ID: down.ID, Words: "Chứng nhận mới đã có từ tuần trước.", Locale: "vi"})
		require.NoError(t, err)
		answer := ticket.ActInput{Actor: b.desk, ID: one.ID, Action: action, Outcome: "Đã xem chứng nhận số 12/QĐ-UBND.", Version: one.Version}
		for range 2 { // the same answer sent twice
			_, err = b.ticket.Act(ctx, answer)
			require.NoError(t, err)
		}
		list, err := b.ticket.TakedownsOf(ctx, b.seller, b.coop.ID)
		require.NoError(t, err)
		require.Len(t, list, 1)
		require.Equal(t, lifted, !list[0].LiftedAt.IsZero(), action)
		var mails, held int64
		require.NoError(t, b.db.Pool().QueryRow(ctx, `
SELECT (SELECT count(DISTINCT dedupe_key) FROM messages WHERE kind = 'listing_restored'), (SELECT count(*) FROM products WHERE id = $1 AND taken_down)`, down.ProductID).Scan(&mails, &held))
		if lifted {
			require.Equal(t, answer.Outcome, list[0].LiftWords)
			require.Positive(t, mails, "told")
			require.Zero(t, held)
		} else {
			require.Zero(t, mails)
			require.EqualValues(t, 1, held)
		}
	}
}
