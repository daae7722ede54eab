package plan

func (c *compiled) explain(out *Plan) {
	_ = out
}
