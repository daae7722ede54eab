package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

// figure is one measured line of the table.
type figure struct {
	Name string  `json:"name"`
	Unit string  `json:"unit"`
	Ours float64 `json:"ours"`
	// Baseline is what it is compared with; nil where there is none.
	Baseline *float64 `json:"baseline,omitempty"`
	Ratio    *float64 `json:"ratio,omitempty"`
	// Bar is what the ratio (or, without one, our figure) has to reach, in words.
	Bar  string `json:"bar,omitempty"`
	Pass *bool  `json:"pass,omitempty"`
	Note string `json:"note,omitempty"`
	// Samples are our single measurements, in order.
	Samples         []float64 `json:"samples,omitempty"`
	BaselineSamples []float64 `json:"baselineSamples,omitempty"`
}

// result is what one section measured.
type result struct {
	Section string    `json:"section"`
	Began   time.Time `json:"began"`
	Seconds float64   `json:"seconds"`
	Machine machine   `json:"machine"`
	Figures []figure  `json:"figures"`
	// Remarks say how the figures were got, where that varies from run to run.
	Remarks []string `json:"remarks,omitempty"`
}

func (r *result) add(f figure) { r.Figures = append(r.Figures, f) }
func (r *result) remark(format string, a ...any) {
	r.Remarks = append(r.Remarks, fmt.Sprintf(format, a...))
}

// compared makes a figure of medians and their ratio, ours to the baseline's.
func compared(name, unit string, ours, baseline []float64) figure {
	o, b := median(ours), median(baseline)
	ratio := o / b
	return figure{Name: name, Unit: unit, Ours: o, Baseline: &b, Ratio: &ratio, Samples: ours, BaselineSamples: baseline}
}

// plain makes a figure that is compared with nothing.
func plain(name, unit string, ours ...float64) figure {
	return figure{Name: name, Unit: unit, Ours: median(ours), Samples: ours}
}

// judged is what a bar looks at: the ratio where there is one.
func (f figure) judged() float64 {
	if f.Ratio != nil {
		return *f.Ratio
	}
	return f.Ours
}

func (f figure) atLeast(bar float64) figure {
	pass := f.judged() >= bar
	f.Bar, f.Pass = "≥ "+short(bar), &pass
	return f
}

func (f figure) below(bar float64) figure {
	pass := f.judged() < bar
	f.Bar, f.Pass = "< "+short(bar), &pass
	return f
}

func (f figure) atMost(bar float64) figure {
	pass := f.judged() <= bar
	f.Bar, f.Pass = "≤ "+short(bar), &pass
	return f
}

func (f figure) exactly(bar float64) figure {
	pass := f.judged() == bar
	f.Bar, f.Pass = "= "+short(bar), &pass
	return f
}

func (f figure) noting(format string, a ...any) figure {
	f.Note = fmt.Sprintf(format, a...)
	return f
}

func median(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	s := slices.Sorted(slices.Values(values))
	if n := len(s); n%2 == 0 {
		return (s[n/2-1] + s[n/2]) / 2
	}
	return s[len(s)/2]
}

func percentile(values []float64, p float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	s := slices.Sorted(slices.Values(values))
	return s[min(len(s)-1, int(p*float64(len(s))))]
}

// print writes the table of a section.
func (r result) print(w io.Writer) {
	fmt.Fprintf(w, "\n%s (%.0f s)\n", strings.ToUpper(r.Section), r.Seconds)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "  figure\tours\tbaseline\tratio\tbar\t\tnote")
	for _, f := range r.Figures {
		baseline, ratio, verdict := "", "", ""
		if f.Baseline != nil {
			baseline = short(*f.Baseline)
		}
		if f.Ratio != nil {
			ratio = fmt.Sprintf("%.2f", *f.Ratio)
		}
		if f.Pass != nil {
			verdict = map[bool]string{true: "pass", false: "SHORT"}[*f.Pass]
		}
		fmt.Fprintf(t, "  %s\t%s %s\t%s\t%s\t%s\t%s\t%s\n", f.Name, short(f.Ours), f.Unit, baseline, ratio, f.Bar, verdict, f.Note)
	}
	_ = t.Flush() // the table goes to standard output
	for _, remark := range r.Remarks {
		fmt.Fprintln(w, "  -", remark)
	}
}

// write keeps the section as JSON.
func (r result) write(dir string) error {
	raw, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("encode results: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // G301: results are for everybody
		return fmt.Errorf("make %s: %w", dir, err)
	}
	if err := os.WriteFile(filepath.Join(dir, r.Section+".json"), append(raw, '\n'), 0o644); err != nil { //nolint:gosec // G306: as above
		return fmt.Errorf("write results: %w", err)
	}
	return nil
}

// short writes a number with three significant digits, large ones with thousands parted.
func short(v float64) string {
	switch {
	case math.IsNaN(v):
		return "?"
	case math.IsInf(v, 0): // a ratio to nothing: no int holds it
		return "∞"
	case v == math.Trunc(v) && math.Abs(v) < 1e15:
		return thousands(int(v))
	case math.Abs(v) >= 1000:
		return thousands(int(math.Round(v)))
	default:
		return strconv.FormatFloat(v, 'f', max(0, 2-int(math.Floor(math.Log10(math.Max(math.Abs(v), 0.001))))), 64)
	}
}

func thousands(n int) string {
	if n < 0 {
		return "-" + thousands(-n)
	}
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// summarise prints which bars were reached, and on what machine.
func summarise(w io.Writer, all []result) {
	passed, missed := 0, []string{}
	for _, r := range all {
		for _, f := range r.Figures {
			switch {
			case f.Pass == nil:
			case *f.Pass:
				passed++
			default:
				missed = append(missed, fmt.Sprintf("%s: %s (%s, bar %s)", r.Section, f.Name, short(f.judged()), f.Bar))
			}
		}
	}
	if len(all) > 0 {
		m := all[0].Machine
		fmt.Fprintf(w, "\n%s, %d cores, %s; %s; %s; commit %s; load %s at the start, %s at the last section\n",
			m.CPU, m.Cores, m.Memory, m.PostgreSQL, m.Go, m.Commit, m.Load, all[len(all)-1].Machine.Load)
	}
	fmt.Fprintf(w, "%d bars reached, %d missed\n", passed, len(missed))
	for _, line := range missed {
		fmt.Fprintln(w, "  SHORT", line)
	}
}
