package demo

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/commission"
)

// sampleRate is what the demo's market keeps: 3 %, so that statements show something.
const sampleRate = 300

// commission loads a standing rule for all goods.
func (l *loader) commission(ctx context.Context) error {
	if l.Commission == nil {
		return nil
	}
	return l.Commission.Load(ctx, commission.Rule{
		Rate: sampleRate, From: calendar.Date(2026, time.January, 1), Reason: "Dữ liệu mẫu, không phải mức thu thật",
	})
}
