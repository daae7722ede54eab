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
		known  bool
	}{
		{"all states", few, ListFilter{}, 102, true},
		{"one state", few, ListFilter{Status: StatusShipped}, 99, true},
		{"another state is full", many, ListFilter{Status: StatusPlaced}, 3, true},
		{"a full state", many, ListFilter{Status: StatusDelivered}, 0, false},
		{"all, one of them full", many, ListFilter{}, 0, false},
		{"a code is looked for", few, ListFilter{Code: "CP-1"}, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n, known := Inbox{Counts: tt.counts}.total(tt.filter)
			if known != tt.known || known && n != tt.want {
				t.Errorf("total = %d, %v; want %d, %v", n, known, tt.want, tt.known)
			}
		})
	}
}
