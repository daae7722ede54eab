package judged

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Finder answers a query with slugs, best first.
type Finder func(ctx context.Context, words string) (slugs []string, err error)

// Figures say how good answers were; all from 0 to 1.
type Figures struct {
	Queries  int     `json:"queries"`
	Success1 float64 `json:"success1"` // the first answer is what was asked for
	Success5 float64 `json:"success5"` // one of the first five is
	NDCG10   float64 `json:"ndcg10"`   // how near the first ten are to the best ten there are
	Empty    float64 `json:"empty"`    // nothing was found
}

// Miss is a query whose first five answers hold none that was asked for.
type Miss struct {
	Typed

	Rank int      // of the first right answer among those looked at; 0 for none
	Got  []string // the first answers
}

// Report is how a set of queries was answered.
type Report struct {
	ByWay  map[string]Figures `json:"byWay"`
	Total  Figures            `json:"total"`
	Misses []Miss             `json:"-"`
}

// deep is how many answers are looked at.
const deep = 10

type sums struct {
	n, one, five, empty int
	ndcg                float64
}

// Run asks every query in every way.
func Run(ctx context.Context, queries []Query, things map[string]Thing, find Finder) (Report, error) {
	out := Report{ByWay: map[string]Figures{}}
	all, ways := &sums{}, map[string]*sums{}
	for i := range queries {
		q := &queries[i]
		ideal := map[bool][]int{}
		for _, loose := range []bool{false, true} {
			ideal[loose] = q.best(things, loose)
		}
		for _, typed := range q.Typed() {
			slugs, err := find(ctx, typed.Text)
			if err != nil {
				return out, fmt.Errorf("search for %q: %w", typed.Text, err)
			}
			grades := make([]int, 0, deep)
			for _, s := range slugs[:min(deep, len(slugs))] {
				grades = append(grades, q.Grade(things[s], typed.Loose))
			}
			if ways[typed.Way] == nil {
				ways[typed.Way] = &sums{}
			}
			for _, s := range []*sums{all, ways[typed.Way]} {
				s.add(grades, ideal[typed.Loose])
			}
			if rank := 1 + slices.Index(grades, 3); rank != 1 {
				out.Misses = append(out.Misses, Miss{Typed: typed, Rank: rank, Got: slugs[:min(3, len(slugs))]})
			}
		}
	}
	out.Total = all.figures()
	for way, s := range ways {
		out.ByWay[way] = s.figures()
	}
	return out, nil
}

// best are the grades of the ten best answers there are.
func (q *Query) best(things map[string]Thing, loose bool) []int {
	var grades []int
	for _, t := range things {
		if g := q.Grade(t, loose); g > 0 {
			grades = append(grades, g)
		}
	}
	slices.SortFunc(grades, func(a, b int) int { return cmp.Compare(b, a) })
	return grades[:min(deep, len(grades))]
}

func (s *sums) add(grades, ideal []int) {
	s.n++
	if len(grades) == 0 {
		s.empty++
	}
	if len(grades) > 0 && grades[0] == 3 {
		s.one++
	}
	if slices.Contains(grades[:min(5, len(grades))], 3) {
		s.five++
	}
	if best := gain(ideal); best > 0 {
		s.ndcg += gain(grades) / best
	}
}

// gain is the discounted cumulative gain of grades, 2^grade-1 at log2(rank+1).
func gain(grades []int) float64 {
	var sum float64
	for i, g := range grades {
		sum += (math.Exp2(float64(g)) - 1) / math.Log2(float64(i+2))
	}
	return sum
}

func (s *sums) figures() Figures {
	n := float64(max(1, s.n))
	return Figures{Queries: s.n, Success1: float64(s.one) / n, Success5: float64(s.five) / n, NDCG10: s.ndcg / n, Empty: float64(s.empty) / n}
}

// String is the report as a table.
func (r Report) String() string {
	var b strings.Builder
	row := func(name string, f Figures) {
		fmt.Fprintf(&b, "%-10s %7d %10.3f %10.3f %8.3f %9.3f\n", name, f.Queries, f.Success1, f.Success5, f.NDCG10, f.Empty)
	}
	fmt.Fprintf(&b, "%-10s %7s %10s %10s %8s %9s\n", "typed", "queries", "success@1", "success@5", "nDCG@10", "no result")
	for _, way := range Ways() {
		if f, there := r.ByWay[way]; there {
			row(way, f)
		}
	}
	row("all", r.Total)
	return b.String()
}
