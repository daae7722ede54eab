package plan

// DefaultSteps is the work that one part may take unless Options says otherwise.
const DefaultSteps = 20_000_000

// Solve makes the plan of a problem. The error wraps ErrInvalid.
func Solve(problem Problem, options Options) (Plan, error) {
	return Rematch(Plan{}, problem, options)
}

// Rematch makes the plan of a problem that changed since previous was made with
// the same options: parts that the change does not touch are taken over, the
// others are solved again. The plan is the one Solve would make. The error wraps
// ErrInvalid.
func Rematch(previous Plan, problem Problem, options Options) (Plan, error) {
	_, _, _ = previous, problem, options
	return Plan{}, ErrInvalid
}
