package place

// minTypoLetters is the shortest word in which a slip is forgiven: in shorter
// ones a single letter is too much of the meaning.
const minTypoLetters = 3

// oneOff tells whether one letter is wrong, missing, too many, or swapped with
// its neighbour. Numbers are never forgiven: Phường 12 is not Phường 13.
func oneOff(typed, word string) bool {
	a, b := []byte(typed), []byte(word)
	if len(a) < minTypoLetters || len(b) < minTypoLetters || a[0] <= '9' || b[0] <= '9' || len(a)-len(b) > 1 || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	end := func(x, y int) bool { return string(a[min(x, len(a)):]) == string(b[min(y, len(b)):]) }
	switch {
	case len(a) == len(b) && i == len(a):
		return false // the same word
	case len(a) > len(b):
		return end(i+1, i)
	case len(a) < len(b):
		return end(i, i+1)
	default:
		swapped := i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && end(i+2, i+2)
		return swapped || end(i+1, i+1)
	}
}
