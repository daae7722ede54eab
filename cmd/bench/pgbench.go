package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// pgbenchCart is the kind of the carts made for pgbench.
const pgbenchCart = "800e"

// tool finds a program of PostgreSQL as the embedded cluster does.
func tool(name string) string {
	if dir := os.Getenv("PG_BIN"); dir != "" {
		return filepath.Join(dir, name)
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil || len(found) == 0 {
		return name
	}
	sort.Slice(found, func(i, j int) bool {
		return len(found[i]) < len(found[j]) || len(found[i]) == len(found[j]) && found[i] < found[j]
	})
	return found[len(found)-1]
}

// replay is what a captured checkout was about: whatever stands for the cart, the
// goods and the new rows is replaced by expressions, so that each transaction of
// pgbench buys another cart and writes other rows.
type replay struct {
	scale    scale
	ticket   ticket
	cartID   string
	variants []string // of products Products[i], in the cart's order
	products []int
}

var (
	uuidPattern = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	codePattern = regexp.MustCompile(`CP[2-9A-HJ-Z]{8}`)
	placeholder = regexp.MustCompile(`\$\d+`)
	comment     = regexp.MustCompile(`(?m)^--.*$`) // River's: lines of their own
	strayColon  = regexp.MustCompile(`[^:]:[a-zA-Z_]`)
)

// script turns captured statements into a script for pgbench. Every statement
// stays as it is but for comments; only its parameters become expressions.
func (r replay) script(list []statement) (string, error) {
	known := r.known(list)
	var b strings.Builder
	fmt.Fprintf(&b, "\\set i :i + 1\n\\set n :base + :i * %d + :client_id\n", buyers)
	for k := range r.products {
		// The step has no common factor with the number of products: all take part.
		fmt.Fprintf(&b, "\\set p%d (:n * 37 + %d) %% %d + 1\n\\set v%d 2 * :p%d - 1\n\\set o%d (:p%d - 1) %% %d + 1\n",
			k, 13*k, r.scale.Products, k, k, k, k, r.scale.Cooperatives)
	}
	for _, s := range list {
		bare := comment.ReplaceAllString(s.SQL, "")
		if strayColon.MatchString(bare) {
			return "", fmt.Errorf("pgbench would take a part of this statement for a variable: %s", bare)
		}
		text := placeholder.ReplaceAllStringFunc(bare, func(p string) string {
			i, err := strconv.Atoi(p[1:])
			if err != nil || i > len(s.Params) || i > len(s.Types) {
				return p
			}
			if s.Params[i-1] == nil {
				return "(NULL::" + s.Types[i-1] + ")"
			}
			return "(" + expression(*s.Params[i-1], known) + ")::" + s.Types[i-1]
		})
		b.WriteString(strings.TrimRight(strings.TrimSpace(text), ";") + ";\n")
	}
	return b.String(), nil
}

// known maps what stands in the captured parameters to pgbench's expressions.
func (r replay) known(list []statement) map[string]string {
	sum := sha256.Sum256([]byte(strings.TrimPrefix(r.ticket.cookie, "cp_cart=")))
	known := map[string]string{
		hex.EncodeToString(sum[:]): "lpad(to_hex(:n::bigint), 64, '0')",
		r.cartID:                   numbered(pgbenchCart, ":n"),
		r.ticket.key:               "'bench-' || :n::bigint",
	}
	for k, p := range r.products {
		known[r.variants[k]] = numbered(idVariant, fmt.Sprintf(":v%d", k))
		known[generatedID("8002", p)] = numbered("8002", fmt.Sprintf(":p%d", k))
		known[generatedID(idCooperative, r.scale.cooperativeOf(p))] = numbered(idCooperative, fmt.Sprintf(":o%d", k))
	}
	// Whatever other id or code there is was made by this checkout.
	fresh := 0
	for _, s := range list {
		for _, p := range s.Params {
			if p == nil {
				continue
			}
			for _, id := range uuidPattern.FindAllString(*p, -1) {
				if _, there := known[id]; !there {
					known[id] = fmt.Sprintf("'01f00000-0000-7000-9%03x-' || lpad(to_hex(:n::bigint), 12, '0')", fresh)
					fresh++
				}
			}
			for _, code := range codePattern.FindAllString(*p, -1) {
				// As long as a real code, and unlike those of the generator and of our own checkouts.
				known[code] = "'CQ' || lpad(upper(to_hex(:n::bigint)), 8, '0')"
			}
		}
	}
	return known
}

func numbered(kind, variable string) string {
	return "'01900000-0000-7000-" + kind + "-' || lpad(to_hex(" + variable + "::bigint), 12, '0')"
}

// expression writes a captured value with the known parts replaced.
func expression(value string, known map[string]string) string {
	var parts []string
	for value != "" {
		at, found := len(value), ""
		for k := range known {
			if i := strings.Index(value, k); i >= 0 && (i < at || i == at && len(k) > len(found)) {
				at, found = i, k
			}
		}
		if at > 0 {
			parts = append(parts, quoted(value[:at]))
		}
		if found == "" {
			break
		}
		parts = append(parts, known[found])
		value = value[at+len(found):]
	}
	if len(parts) == 0 {
		return "''"
	}
	return strings.Join(parts, " || ")
}

// quoted hides colons from pgbench, which would read :name inside a string too.
func quoted(s string) string {
	return "E'" + strings.NewReplacer(`\`, `\\`, `'`, `''`, "\n", `\n`, ":", `\x3a`).Replace(s) + "'"
}

// fillPgbenchCarts makes the carts that pgbench buys: numbers base+16 and up.
func (c *cluster) fillPgbenchCarts(ctx context.Context, database string, s scale, from, count int) error {
	return c.exec(ctx, database, fmt.Sprintf(`
WITH n AS (SELECT generate_series(%d::bigint, %d::bigint) AS n),
made AS (INSERT INTO carts (id, token_hash, created_at, updated_at)
    SELECT bench_id('%s', n), decode(lpad(to_hex(n), 64, '0'), 'hex'), now(), now() FROM n)
INSERT INTO cart_lines (cart_id, variant_id, quantity, seen_price_vnd, added_at)
SELECT bench_id('%s', n), bench_id('8003', v), 1, bench_price(v), now() + k * interval '1 ms'
FROM n, generate_series(0, 1) k, LATERAL (SELECT 2 * ((n * 37 + 13 * k) %% %d + 1) - 1 AS v) x`,
		from, from+count, pgbenchCart, pgbenchCart, s.Products))
}

var (
	pgbenchRate = regexp.MustCompile(`tps = ([0-9.]+)`)
	pgbenchDone = regexp.MustCompile(`number of transactions actually processed: (\d+)`)
)

// runPgbench runs the script so many times by each of 16 clients and returns the
// transactions per second.
func (c *cluster) runPgbench(ctx context.Context, database, scriptPath string, base, each int) (float64, error) {
	cmd := exec.CommandContext(ctx, tool("pgbench"), "-n", "-M", "prepared", "-c", strconv.Itoa(buyers), "-j", "2", //nolint:gosec // PostgreSQL's own program
		"-t", strconv.Itoa(each), "-D", "i=0", "-D", "base="+strconv.Itoa(base), "-f", scriptPath, c.DSN(database))
	out, err := cmd.CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("pgbench: %w: %.2000s", err, out)
	}
	rate, done := pgbenchRate.FindSubmatch(out), pgbenchDone.FindSubmatch(out)
	if rate == nil || done == nil || string(done[1]) != strconv.Itoa(buyers*each) {
		return 0, fmt.Errorf("pgbench did not do its %d transactions: %.2000s", buyers*each, out)
	}
	return strconv.ParseFloat(string(rate[1]), 64) //nolint:forbidigo // a rate, no money
}

// timeStatements writes how long each statement of the script takes one client alone.
func (b *bench) timeStatements(ctx context.Context, scriptPath string) error {
	const times = 500
	if err := b.cluster.fillPgbenchCarts(ctx, smallDatabase, smallScale, b.nextCart, (times+2)*buyers); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, tool("pgbench"), "-n", "-r", "-M", "prepared", "-c", "1", "-t", strconv.Itoa(times), //nolint:gosec // PostgreSQL's own program
		"-D", "i=0", "-D", "base="+strconv.Itoa(b.nextCart), "-f", scriptPath, b.cluster.DSN(smallDatabase))
	b.nextCart += (times + 3) * buyers
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("pgbench: %w: %.2000s", err, out)
	}
	return os.WriteFile(filepath.Join(b.out, "checkout.pgbench.txt"), out, 0o600)
}
