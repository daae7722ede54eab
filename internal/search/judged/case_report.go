package judged

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// CaseReport is how hard queries were answered.
type CaseReport struct {
	ByWay   map[string]Figures `json:"byWay"`
	ByTopic map[string]Figures `json:"byTopic"`
	Total   Figures            `json:"total"`
	Misses  []CaseMiss         `json:"misses"`
}

// CaseMiss is a query whose first answer is not what was asked for.
type CaseMiss struct {
	Typed

	Topic  string   `json:"topic"`
	Meant  string   `json:"meant"`  // the words as a careful shopper writes them
	Rank   int      `json:"rank"`   // of the first right answer among the first ten; 0 for none
	Got    []string `json:"got"`    // the first answers
	Grades []int    `json:"grades"` // and what they are worth
}

// shown is how many answers of a miss are kept.
const shown = 5

// RunCases asks every case in every way of a market: see Items.
func RunCases(ctx context.Context, all []Case, items map[string]Item, find Finder) (CaseReport, error) {
	out := CaseReport{ByWay: map[string]Figures{}, ByTopic: map[string]Figures{}}
	total, ways, topics := &sums{}, map[string]*sums{}, map[string]*sums{}
	byKind := map[string][]*Item{}
	for _, it := range items {
		byKind[it.Kind] = append(byKind[it.Kind], &it)
	}
	for i := range all {
		c := &all[i]
		for _, typed := range c.typed() {
			ideal := c.best(byKind, typed.also)
			slugs, err := find(ctx, typed.Text)
			if err != nil {
				return out, fmt.Errorf("search for %q: %w", typed.Text, err)
			}
			grades := make([]int, 0, deep)
			for _, s := range slugs[:min(deep, len(slugs))] {
				it := items[s]
				grades = append(grades, c.Grade(&it, typed.also))
			}
			for _, s := range []*sums{total, of(ways, typed.Way), of(topics, c.Topic)} {
				s.add(grades, ideal)
			}
			if rank := 1 + slices.Index(grades, 3); rank != 1 {
				n := min(shown, len(grades))
				out.Misses = append(out.Misses, CaseMiss{Typed: typed.Typed, Topic: c.Topic, Meant: c.Words, Rank: rank, Got: slugs[:n], Grades: grades[:n]})
			}
		}
	}
	out.Total = total.figures()
	for way, s := range ways {
		out.ByWay[way] = s.figures()
	}
	for topic, s := range topics {
		out.ByTopic[topic] = s.figures()
	}
	return out, nil
}

func of(all map[string]*sums, name string) *sums {
	if all[name] == nil {
		all[name] = &sums{}
	}
	return all[name]
}

// best are the grades of the ten best answers there are.
func (c *Case) best(byKind map[string][]*Item, also map[string]bool) []int {
	var right, near int
	for _, items := range byKind {
		for _, it := range items {
			switch c.Grade(it, also) {
			case 3:
				right++
			case 1:
				near++
			}
			if right == deep {
				break
			}
		}
		if right == deep {
			break
		}
	}
	grades := make([]int, 0, deep)
	for len(grades) < deep && right+near > 0 {
		if right > 0 {
			grades, right = append(grades, 3), right-1
		} else {
			grades, near = append(grades, 1), near-1
		}
	}
	return grades
}

// Topics lists the topics of cases in the order of their first case.
func Topics(all []Case) []string {
	var out []string
	for i := range all {
		if !slices.Contains(out, all[i].Topic) {
			out = append(out, all[i].Topic)
		}
	}
	return out
}

// String is the report as two tables, by way and by topic.
func (r CaseReport) String() string {
	var b strings.Builder
	head := func(name string) {
		fmt.Fprintf(&b, "%-10s %7s %10s %10s %8s %9s\n", name, "queries", "success@1", "success@5", "nDCG@10", "no result")
	}
	row := func(name string, f Figures) {
		if f.Queries > 0 {
			fmt.Fprintf(&b, "%-10s %7d %10.3f %10.3f %8.3f %9.3f\n", name, f.Queries, f.Success1, f.Success5, f.NDCG10, f.Empty)
		}
	}
	head("typed")
	for _, way := range CaseWays() {
		row(way, r.ByWay[way])
	}
	head("topic")
	topics := make([]string, 0, len(r.ByTopic))
	for t := range r.ByTopic {
		topics = append(topics, t)
	}
	slices.Sort(topics)
	for _, t := range topics {
		row(t, r.ByTopic[t])
	}
	row("all", r.Total)
	return b.String()
}
