// Package internal_test guards the order of the packages.
package internal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/chophien/chophien/"

// ranks orders every package of the module. A package imports lower ranks only,
// so equal ranks never meet; whoever needs a sideways call lifts the flow to a
// higher rank, or passes a value. Decimals order packages within one layer.
// There is no list of exceptions: a new package gets its rank here, or the test fails.
func ranks() map[string]float64 {
	layers := map[float64]string{
		0:   "migrations frontend internal/apperr",
		0.5: "internal/money internal/ident internal/vntext internal/phone",
		0.7: "internal/keyset internal/vietqr",

		// Technology, without business words.
		1: "internal/platform/clock internal/platform/config internal/platform/obs internal/platform/db " +
			"internal/platform/pglocal internal/platform/mail internal/platform/meili internal/platform/blob internal/platform/picture " +
			"internal/platform/spreadsheet internal/platform/pdf internal/platform/qr internal/platform/seal internal/platform/stripe internal/platform/resident",
		1.5: "internal/platform/jobs internal/platform/httpserver internal/platform/httpcache",
		1.6: "internal/calendar",
		1.7: "internal/notify/channel", // ways to phones
		1.9: "internal/platform/db/dbtest internal/platform/db/dbsecret internal/platform/db/idempotency internal/platform/meili/meilitest internal/platform/stripe/stripefake",

		// Capabilities: each owns its tables and rules.
		2:   "internal/place internal/party internal/notify internal/payment internal/ledger internal/commission internal/promotion internal/duty internal/vat internal/bank internal/stripepay",
		3:   "internal/ocop internal/wanted",
		4:   "internal/catalog",
		5:   "internal/stock internal/cart internal/shipping internal/supply internal/demand internal/credit",
		5.5: "internal/shipping/carrier",
		6:   "internal/order internal/offer internal/contract internal/requisition",

		6.5: "internal/contract/paper internal/order/paper " + // sets the documents
			"internal/trace", // what is told of a lot, over stock and catalog
		// Data and pure rules of one flow.
		6.9:  "internal/demo/catalogue internal/matching/plan internal/search/intent internal/search/judged internal/search/index",
		6.95: "internal/matching/oracle",

		// Flows and read models: the only place several capabilities meet.
		7: "internal/account internal/checkout internal/fulfilment " +
			"internal/matching internal/report internal/search internal/books",

		7.05: "internal/answer internal/collection",
		7.1: "internal/announce internal/card " + // tells, and asks for answers
			"internal/reconcile internal/settlement", // what banks and carriers say, beside what we have

		7.15: "internal/payout internal/penalty internal/receipt",
		7.16: "internal/payout/paper", // sets its statements

		// Flows over flows: they ask matching and announce.
		7.2: "internal/negotiation internal/listing internal/offtake internal/bulk internal/today internal/exchange internal/returns internal/verification internal/ticket internal/liaison internal/dossier internal/certification internal/review internal/recall internal/invoice",

		7.25: "internal/invoice/paper",

		7.3: "internal/demo", // puts something of every flow on show
		7.5: "internal/demo/demotest internal/search/index/indextest",

		// The edge.
		8:   "internal/api internal/web",
		9:   "internal/app",
		9.5: "internal/app/apptest",
		10:  "cmd/chophien cmd/bench cmd/stripefake cmd/testdb internal",
	}
	ranks := map[string]float64{}
	for rank, names := range layers {
		for name := range strings.FieldsSeq(names) {
			ranks[name] = rank
		}
	}
	return ranks
}

type goPackage struct {
	ImportPath string
	Imports    []string // of the code itself; tests may look anywhere
}

func TestPackages_import_only_lower_ranks(t *testing.T) {
	t.Parallel()
	ranks := ranks()
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		rank, known := ranks[name]
		if !assert.True(t, known, "%s has no rank: give it one in internal/arch_test.go", name) {
			continue
		}
		for _, imported := range p.Imports {
			other, ours := strings.CutPrefix(imported, module)
			if !ours {
				continue
			}
			assert.Less(t, ranks[other], rank, "%s (rank %v) must not import %s (rank %v)", name, rank, other, ranks[other])
			assert.False(t, isTestHelper(other) && !isTestHelper(name), "%s imports %s, which is for tests", name, other)
		}
	}
}

func TestPackages_are_named_after_what_they_are(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		for part := range strings.SplitSeq(strings.TrimPrefix(p.ImportPath, module), "/") {
			assert.NotContains(t, []string{"util", "utils", "common", "helper", "helpers", "model", "models", "misc", "shared"}, part, p.ImportPath)
		}
	}
}

func TestRanks_are_of_packages_that_exist(t *testing.T) {
	t.Parallel()
	exists := map[string]bool{}
	for _, p := range packages(t) {
		exists[strings.TrimPrefix(p.ImportPath, module)] = true
	}
	for _, name := range slices.Sorted(maps.Keys(ranks())) {
		assert.True(t, exists[name], "%s has a rank but does not exist: remove it from the table", name)
	}
}

func isTestHelper(name string) bool { return strings.HasSuffix(name, "test") }

func packages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-e", "-json=ImportPath,Imports", module+"...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	var all []goPackage
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			require.NoError(t, err)
		}
		all = append(all, p)
	}
	require.NotEmpty(t, all)
	return all
}
