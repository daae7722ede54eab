package report_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbtest"
	"github.com/chophien/chophien/internal/report"
)

var (
	writtenEntry = regexp.MustCompile(`AuditEntry\{(?s:.{0,200}?)Action: "([a-z_]+\.[a-z_]+)"`)
	quotedWord   = regexp.MustCompile(`'([a-z_]+)'`)
	contractStep = regexp.MustCompile(`\t(Addendum|Delivery|Shortfall)?\w+ +(?:Addendum|Delivery|Shortfall)?Action = "([a-z_]+)"`)
)

// actions are all that can be written to the log: by the code, and by the database
// out of the histories of orders, stock, offers and contracts.
func actions(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{
		"contract.draft": true, "contract.addendum_propose": true, "contract.call_again": true, "contract.shortfall_raise": true, "product.price": true,
		"order.confirm_by_alliance": true, "order.cancel_by_alliance": true, "order.confirm_by_link": true, "order.cancel_by_link": true,
	}
	require.NoError(t, filepath.WalkDir("..", func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		code, err := os.ReadFile(path) //nolint:gosec // our own sources
		if err != nil {
			return err
		}
		for _, found := range writtenEntry.FindAllStringSubmatch(string(code), -1) {
			out[found[1]] = true
		}
		if filepath.Base(filepath.Dir(path)) == "contract" {
			for _, found := range contractStep.FindAllStringSubmatch(string(code), -1) {
				prefix := strings.ToLower(found[1])
				if prefix != "" {
					prefix += "_"
				}
				out["contract."+prefix+found[2]] = true
			}
		}
		return nil
	}))
	d := dbtest.New(t)
	for constraint, prefix := range map[string]string{
		"order_events_kind_ck": "order.", "stock_moves_reason_ck": "stock.", "offer_versions_kind_ck": "offer.", "product_changes_kind_ck": "product.",
	} {
		var definition string
		require.NoError(t, d.Conn(t.Context()).Raw(`SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = ?`, constraint).Scan(&definition).Error)
		for _, found := range quotedWord.FindAllStringSubmatch(definition, -1) {
			out[prefix+found[1]] = true
		}
	}
	require.Greater(t, len(out), 40)
	return out
}

func TestAuditEntry_every_action_has_words(t *testing.T) {
	t.Parallel()
	for action := range actions(t) {
		for _, lang := range []string{"vi", "en"} {
			e := report.AuditEntry{Action: action}
			require.NotEqual(t, action, e.Text(lang), "%s needs words in internal/report/audit_words.go", action)
			require.NotEmpty(t, e.Text(lang), action)
		}
	}
}

func TestService_AuditLog(t *testing.T) {
	t.Parallel()
	d, c := dbtest.New(t), clock.System{}
	ctx := t.Context()
	people, reports := party.NewService(d, c), report.NewService(d, c)
	org, err := people.CreateOrganisation(ctx, party.CreateOrganisationInput{Kind: party.KindCooperative, LegalName: "Hợp tác xã Thử", Status: party.StatusVerified})
	require.NoError(t, err)
	lan, err := people.CreateUser(ctx, party.CreateUserInput{FullName: "=Lan", Login: "lan@example.com", Password: "mat-khau-rieng"})
	require.NoError(t, err)
	require.NoError(t, people.AddMember(ctx, org.ID, lan.ID, party.RoleOwner))
	profile, err := people.Profile(ctx, lan.ID)
	require.NoError(t, err)
	actor := party.Actor{UserID: lan.ID, Memberships: profile.Memberships}
	for range 3 {
		_, err = people.Invite(ctx, party.InviteInput{Actor: actor, OrgID: org.ID, Role: party.RolePacker})
		require.NoError(t, err)
	}

	f := report.AuditFilter{OrgID: org.ID}
	first, err := reports.AuditLog(ctx, f, "", 3)
	require.NoError(t, err)
	require.Len(t, first.Items, 3)
	require.Equal(t, "Mời thành viên", first.Items[0].Text("vi"))
	rest, err := reports.AuditLog(ctx, f, first.Next, 3)
	require.NoError(t, err)
	require.Len(t, rest.Items, 1)
	require.Equal(t, "member.add", rest.Items[0].Action)
	require.Equal(t, "=Lan", rest.Items[0].About)
	require.Empty(t, rest.Next)
	_, err = reports.AuditLog(ctx, f, "tampered", 3)
	require.Error(t, err)

	count := func(f report.AuditFilter) int {
		page, err := reports.AuditLog(ctx, f, "", 100)
		require.NoError(t, err)
		return len(page.Items)
	}
	today := time.Now().In(clock.Saigon)
	require.Equal(t, 3, count(report.AuditFilter{OrgID: org.ID, ActorID: lan.ID}), "the system added the first member")
	require.Equal(t, 4, count(report.AuditFilter{OrgID: org.ID, Kind: report.AuditPeople}))
	require.Zero(t, count(report.AuditFilter{OrgID: org.ID, Kind: report.AuditOrders}))
	require.Zero(t, count(report.AuditFilter{OrgID: org.ID, Kind: report.AuditOther}))
	require.Zero(t, count(report.AuditFilter{OrgID: ident.New()}))
	require.Equal(t, 4, count(report.AuditFilter{OrgID: org.ID, From: today, To: today}))
	require.Zero(t, count(report.AuditFilter{OrgID: org.ID, To: today.AddDate(0, 0, -1)}))

	var csv strings.Builder
	require.NoError(t, reports.WriteAuditCSV(ctx, f, "vi", &csv))
	require.Equal(t, 5, strings.Count(csv.String(), "\n"))
	require.Contains(t, csv.String(), ",'=Lan,", "a spreadsheet must not run a name")

	// Written last, done first: it stands where its time is, on whichever page.
	require.NoError(t, d.Conn(ctx).Exec(`INSERT INTO audit_log (org_id, action, subject, at) VALUES (?, 'order.pack', '', now() - interval '2 hours')`, org.ID).Error)
	first, err = reports.AuditLog(ctx, f, "", 4)
	require.NoError(t, err)
	require.Equal(t, "member.add", first.Items[3].Action)
	rest, err = reports.AuditLog(ctx, f, first.Next, 4)
	require.NoError(t, err)
	require.Len(t, rest.Items, 1)
	require.Equal(t, "order.pack", rest.Items[0].Action)
}
