package plan

// settle chooses between answers that are equally full and cheap.
func (p *part) settle(a *answer, fair Fairness) {
	_, _ = a, fair
}
