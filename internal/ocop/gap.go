package ocop

import "slices"

// Score is a number of hundredths of a point given to one criterion.
type Score struct {
	Criterion string
	Points    int
}

// PartSum is what a part has of what it can have.
type PartSum struct {
	Part      Part
	Points    int
	Remaining int // Part.Max less Points
}

// Gap is how far scores are from the next star.
type Gap struct {
	Total int // hundredths
	Stars int // that the total earns; 0 for none
	// NextStars is 0 when nothing is above.
	NextStars int
	Missing   int // hundredths to the next
	// Parts stand in the order in which most is still to be had.
	Parts []PartSum
}

// StarFloor is the least score of a star in hundredths; 0 for stars that none has.
func StarFloor(stars int) int {
	switch stars {
	case 3:
		return 5000
	case 4:
		return 7000
	case 5:
		return 9000
	}
	return 0
}

// GapOf sums scores by part and tells what is missing to the next star. Criteria
// that the set does not have are left out. Pure.
func (s RuleSet) GapOf(scores []Score) Gap {
	var g Gap
	for _, p := range s.Parts {
		sum := PartSum{Part: p}
		for _, sc := range scores {
			if slices.ContainsFunc(p.Criteria, func(c Criterion) bool { return c.Code == sc.Criterion }) {
				sum.Points += sc.Points
			}
		}
		sum.Points = min(sum.Points, p.Max)
		sum.Remaining = p.Max - sum.Points
		g.Total += sum.Points
		g.Parts = append(g.Parts, sum)
	}
	slices.SortStableFunc(g.Parts, func(a, b PartSum) int { return b.Remaining - a.Remaining })
	if g.Stars = StarsFor(g.Total); g.Stars < MaxStars {
		g.NextStars = max(MinStars, g.Stars+1)
		g.Missing = StarFloor(g.NextStars) - g.Total
	}
	return g
}
