package report

import (
	"context"
	"database/sql"
	"time"
)

func (s store) desk(ctx context.Context, now time.Time) (d Desk, err error) {
	err = s.db.Each(ctx, "count what waits for the Alliance", `
SELECT v.n, v.late, (SELECT count(*) FROM products WHERE status = 'in_review'), t.complaints, t.complaints_late, t.data, t.data_late,
  (SELECT count(DISTINCT m.org_id) FROM liaison_messages m WHERE NOT m.from_alliance
     AND m.at > coalesce((SELECT r.read_at FROM liaison_reads r WHERE r.org_id = m.org_id AND r.by_alliance), '-infinity')),
  (SELECT count(*) FROM product_takedowns WHERE lifted_at IS NULL)
FROM (SELECT count(*) AS n, count(*) FILTER (WHERE due_at <= ?) AS late FROM verifications WHERE status = 'submitted') v,
  (SELECT count(*) FILTER (WHERE NOT data) AS complaints, count(*) FILTER (WHERE NOT data AND late) AS complaints_late,
     count(*) FILTER (WHERE data) AS data, count(*) FILTER (WHERE data AND late) AS data_late
   FROM (SELECT topic LIKE 'data%' AS data, answer_by <= ? OR state = 'received' AND acknowledge_by <= ? AS late
         FROM tickets WHERE state IN ('received', 'examining')) x) t`, []any{now, now, now}, func(rows *sql.Rows) error {
		return rows.Scan(&d.Verifications, &d.VerificationsOverdue, &d.Listings, &d.Complaints, &d.ComplaintsOverdue, &d.DataRequests, &d.DataRequestsOverdue,
			&d.UnreadThreads, &d.Takedowns)
	})
	return d, err
}
