// Package oracle judges plans of internal/matching/plan: it generates problems,
// checks a plan against every rule, and has an exact solver (glpsol or cbc)
// find the optimum. It shares no code with the solver but its types. For tests
// and benchmarks only; the market never starts another program.
package oracle
