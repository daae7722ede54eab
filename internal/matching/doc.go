// Package matching brings demand to supply (kết nối cung cầu): it builds the
// solver's problem out of what is declared and asked, keeps the proposals, puts
// the solver's reasons into words, and shows both sides on boards.
//
// Owns: match_plans and match_shares, the Alliance's rules of fairness. Does not own: the solver (matching/plan),
// what is declared and promised (supply), the words of demands (demand), offers
// and awards.
//
// Invariants:
//   - a plan is made of all open demands that compete for the same supply
//   - a plan promises nothing: only offers, awards and contracts do, through supply
//   - one current plan for each open demand, of the revision that is published, made
//     at once when it is published and again after every change of supply or demand;
//     the job commits with the change
//   - what-if stores nothing
//
// Plans go by calendar month: a week counts to the month in which it begins.
package matching
