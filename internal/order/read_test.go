package order

import "testing"

func TestInbox_total(t *testing.T) {
	few := map[Status]int64{StatusPlaced: 3, StatusShipped: 99, StatusDelivered: 0}
	many := map[Status]int64{StatusPlaced: 3, StatusDelivered: StateCap}
	tests := []struct {
		name   string
		counts map[Status]int64
		filter ListFilter
		want   int64
		capped bool
	}{
		{"all states", few, ListFilter{}, 102, false},
		{"one state", few, ListFilter{Status: StatusShipped}, 99, false},
		{"another state is full", many, ListFilter{Status: StatusPlaced}, 3, false},
		{"a full state", many, ListFilter{Status: StatusDelivered}, StateCap, true},
		{"all, one of them full", many, ListFilter{}, 3 + StateCap, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n, capped := Inbox{Counts: tt.counts}.total(tt.filter)
			if n != tt.want || capped != tt.capped {
				t.Errorf("total = %d, %v; want %d, %v", n, capped, tt.want, tt.capped)
			}
		})
	}
}
