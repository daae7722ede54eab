package bank

import (
	"slices"
	"time"
)

// pairing gives each entry at most one line, and as many entries one as can have one
// (H. W. Kuhn's augmenting paths). Entries that nothing tells apart, and lines, stand
// together: a thousand equal transfers are one node, not a million pairs.
type pairing struct {
	entries []entryNode
	lines   []lineNode
	entryAt map[look]int
	lineAt  map[look]int
	near    map[dayAmount][]int // line nodes
	tried   []bool              // of each line node, in the search that is going on and in those that found nothing
	seen    []int               // what the search that is going on has tried
}

// look is all that pairs are made by; entries have no channel of their own.
type look struct {
	day        int64
	amount     int64
	balance    int64
	hasBalance bool
	ref, text  string
	channel    Channel
}

type dayAmount struct{ day, amount int64 }

type entryNode struct {
	face

	members []int  // in the order in which they came
	edges   []edge // to what they may be, the surest first
}

type lineNode struct {
	face

	channel Channel
	members []int
	free    int
	takers  []int // entry nodes that have, or had, some of it
}

// edge says that an entry may be a line, and how many are.
type edge struct {
	line int
	sure certainty
	used int
}

const daySeconds = int64(24 * time.Hour / time.Second)

func newPairing() *pairing {
	return &pairing{entryAt: map[look]int{}, lineAt: map[look]int{}, near: map[dayAmount][]int{}}
}

func lookOf(e Entry, channel Channel) look {
	l := look{day: e.Day.Unix() / daySeconds, amount: int64(e.Amount), ref: e.Ref, text: e.Text, channel: channel}
	if e.Balance != nil {
		l.balance, l.hasBalance = int64(*e.Balance), true
	}
	return l
}

func (p *pairing) addLine(i int, l Line) {
	key := lookOf(l.Entry, l.Channel)
	n, known := p.lineAt[key]
	if !known {
		n = len(p.lines)
		p.lineAt[key] = n
		p.lines = append(p.lines, lineNode{face: faceOf(l.Entry), channel: l.Channel})
		at := dayAmount{key.day, key.amount}
		p.near[at] = append(p.near[at], n)
	}
	p.lines[n].members = append(p.lines[n].members, i)
	p.lines[n].free++
}

func (p *pairing) addEntry(i int, e Entry) {
	key := lookOf(e, "")
	n, known := p.entryAt[key]
	if !known {
		n = len(p.entries)
		p.entryAt[key] = n
		p.entries = append(p.entries, entryNode{face: faceOf(e)})
	}
	p.entries[n].members = append(p.entries[n].members, i)
}

// pair returns the line of each entry that has one, both by the numbers they were added by.
func (p *pairing) pair(channel Channel) map[int]int {
	p.tried = make([]bool, len(p.lines))
	for n := range p.entries {
		p.link(&p.entries[n], channel)
	}
	for sure := exact; sure <= neighbour; sure++ {
		for n, e := range p.entries {
			if len(e.edges) == 0 || e.edges[0].sure != sure {
				continue
			}
			for range e.members {
				if !p.place(n) {
					// What was tried in vain stays tried: no way leads out of there, for anyone.
					p.seen = p.seen[:0]
					break
				}
				for _, k := range p.seen {
					p.tried[k] = false
				}
				p.seen = p.seen[:0]
			}
		}
	}
	out := map[int]int{}
	given := make([]int, len(p.lines))
	for _, e := range p.entries {
		next := 0
		for _, x := range e.edges {
			for range x.used {
				out[e.members[next]] = p.lines[x.line].members[given[x.line]]
				next++
				given[x.line]++
			}
		}
	}
	return out
}

// link finds what an entry may be: of its amount, at most a day apart.
func (p *pairing) link(e *entryNode, channel Channel) {
	at := lookOf(e.Entry, "")
	for day := at.day - 1; day <= at.day+1; day++ {
		for _, n := range p.near[dayAmount{day, at.amount}] {
			if sure := certain(e.face, p.lines[n].face, p.lines[n].channel == channel); sure != unlike {
				e.edges = append(e.edges, edge{line: n, sure: sure})
			}
		}
	}
	slices.SortStableFunc(e.edges, func(a, b edge) int { return int(a.sure - b.sure) })
}

// place finds a line for one more of an entry's, moving others to lines that they can be
// as well; nobody is moved without need.
func (p *pairing) place(n int) bool {
	edges := p.entries[n].edges
	for i := range edges {
		if l := &p.lines[edges[i].line]; l.free > 0 {
			l.free--
			p.take(n, &edges[i])
			return true
		}
	}
	for i := range edges {
		k := edges[i].line
		if p.tried[k] {
			continue
		}
		p.tried[k] = true
		p.seen = append(p.seen, k)
		for _, other := range p.lines[k].takers {
			j := slices.IndexFunc(p.entries[other].edges, func(x edge) bool { return x.line == k })
			if p.entries[other].edges[j].used > 0 && other != n && p.place(other) {
				p.entries[other].edges[j].used--
				p.take(n, &edges[i])
				return true
			}
		}
	}
	return false
}

func (p *pairing) take(n int, x *edge) {
	x.used++
	if takers := &p.lines[x.line].takers; !slices.Contains(*takers, n) {
		*takers = append(*takers, n)
	}
}
