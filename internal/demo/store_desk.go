package demo

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

// putLetters writes a short exchange with the Alliance where there is none yet.
func (s *store) putLetters(ctx context.Context, orgID ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "write sample letters", `
INSERT INTO liaison_messages (id, org_id, from_alliance, body, at)
SELECT gen_random_uuid(), ?, x.alliance, x.body, ?::timestamptz + x.later
FROM (VALUES
  (true, 'Chào bà con, vụ mật này hợp tác xã dự kiến có bao nhiêu lít; Liên minh đang gom nguồn cho hội chợ. (dữ liệu mẫu)', interval '-50 hours'),
  (false, 'Dạ khoảng 600 lít, đến giữa tháng 12 quay xong. Chúng tôi cần thêm tem truy xuất. (dữ liệu mẫu)', interval '-26 hours')) AS x(alliance, body, later)
WHERE NOT EXISTS (SELECT 1 FROM liaison_messages WHERE org_id = ?)`, orgID, now, orgID)
	return err
}

// putVerification hands in a change of representative where nothing was handed in.
func (s *store) putVerification(ctx context.Context, orgID ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "write sample verification", `
INSERT INTO verifications (id, org_id, kind, legal_name, business_line, registration_no, registration_issuer, registration_date, representative, address,
  note, status, submitted_by, submitted_at, due_at)
SELECT gen_random_uuid(), o.id, 'change', o.legal_name, 'Nuôi ong, chế biến táo mèo', 'MẪU-06', 'Cơ quan mẫu', '2020-05-01', 'Người đại diện mẫu',
  coalesce(o.address, 'Địa chỉ mẫu'), 'Bầu giám đốc mới (dữ liệu mẫu)', 'submitted', m.user_id, ?::timestamptz - interval '20 hours', ?::timestamptz + interval '2 days'
FROM organisations o JOIN memberships m ON m.org_id = o.id AND m.role = 'owner'
WHERE o.id = ? AND NOT EXISTS (SELECT 1 FROM verifications WHERE org_id = o.id) LIMIT 1`, now, now, orgID)
	return err
}

// putTickets opens a complaint and a request about data; their keys keep them single.
func (s *store) putTickets(ctx context.Context, orgID ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "write sample tickets", `
WITH fresh AS (
  INSERT INTO tickets (id, number, topic, org_id, subject, reason, words, reporter_name, reporter_phone, locale, state, acknowledge_by, answer_by,
    key, input_hash, created_at, updated_at)
  SELECT gen_random_uuid(), x.number, x.topic, x.org, x.subject, x.reason, x.words, 'Khách mẫu', '+84900000099', 'vi', 'received', x.ack, x.answer,
    x.key, ''::bytea, ?::timestamptz - interval '5 hours', ?::timestamptz - interval '5 hours'
  FROM (VALUES
    ('P-MAU0001', 'seller', ?::uuid, (SELECT short_name FROM organisations WHERE id = ?), 'not_reachable',
     'Gọi hai ngày không ai nghe máy để hỏi đơn mật ong. (dữ liệu mẫu)', ?::timestamptz + interval '1 day', ?::timestamptz + interval '14 days', 'demo-complaint'),
    ('P-MAU0002', 'data_correct', NULL, 'Khách mẫu', 'data',
     'Xin sửa số điện thoại trong đơn đã đặt tuần trước. (dữ liệu mẫu)', NULL, ?::timestamptz + interval '1 day', 'demo-data-request')
  ) AS x(number, topic, org, subject, reason, words, ack, answer, key)
  ON CONFLICT DO NOTHING RETURNING id, created_at)
INSERT INTO ticket_events (ticket_id, kind, side, at) SELECT id, 'opened', 'reporter', created_at FROM fresh`, now, now, orgID, orgID, now, now, now)
	return err
}
