package party

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/ident"
)

func (s *store) insertDevice(ctx context.Context, d Device, hash []byte, by ident.ID) error {
	_, err := s.db.Exec(ctx, "write device", `
		INSERT INTO devices (id, org_id, name, token_hash, idle_minutes, registered_by, created_at, last_used_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, d.ID, d.OrgID, d.Name, hash, d.IdleMinutes, by, d.CreatedAt, d.LastUsedAt)
	return err
}

// bindSession makes an open session the device's; its password was just given.
func (s *store) bindSession(ctx context.Context, hash []byte, deviceID ident.ID, now, expires time.Time) error {
	_, err := s.db.Exec(ctx, "bind session", `UPDATE sessions SET device_id = ?, password_at = ?, expires_at = ? WHERE token_hash = ?`,
		deviceID, now, expires, hash)
	return err
}

const selectDevice = `
	SELECT d.id, d.org_id, o.short_name, d.name, d.idle_minutes, u.full_name, d.created_at, d.last_used_at
	FROM devices d JOIN organisations o ON o.id = d.org_id JOIN users u ON u.id = d.registered_by `

func (s *store) readDevices(ctx context.Context, where string, args ...any) ([]Device, error) {
	var out []Device
	err := s.db.Each(ctx, "read devices", selectDevice+where, args, func(rows *sql.Rows) error {
		var d Device
		if err := rows.Scan(&d.ID, &d.OrgID, &d.OrgName, &d.Name, &d.IdleMinutes, &d.RegisteredBy, &d.CreatedAt, &d.LastUsedAt); err != nil {
			return err
		}
		d.CreatedAt, d.LastUsedAt = d.CreatedAt.UTC(), d.LastUsedAt.UTC()
		out = append(out, d)
		return nil
	})
	return out, err
}

func (s *store) devices(ctx context.Context, orgID ident.ID) ([]Device, error) {
	return s.readDevices(ctx, `WHERE d.org_id = ? ORDER BY d.created_at, d.id`, orgID)
}

func (s *store) deviceByToken(ctx context.Context, hash []byte) (Device, error) {
	list, err := s.readDevices(ctx, `WHERE d.token_hash = ?`, hash)
	if err == nil && len(list) == 0 {
		err = ErrDeviceUnknown
	}
	if err != nil {
		return Device{}, err
	}
	return list[0], nil
}

// deleteDevice tells whether there was one; its sessions go with it.
func (s *store) deleteDevice(ctx context.Context, orgID, id ident.ID) (bool, error) {
	n, err := s.db.Exec(ctx, "delete device", `DELETE FROM devices WHERE id = ? AND org_id = ?`, id, orgID)
	return n > 0, err
}

func (s *store) useDevice(ctx context.Context, id ident.ID, now time.Time) error {
	_, err := s.db.Exec(ctx, "use device", `UPDATE devices SET last_used_at = ? WHERE id = ?`, now, id)
	return err
}

func (s *store) deviceMembers(ctx context.Context, orgID ident.ID) ([]DeviceMember, error) {
	var out []DeviceMember
	err := s.db.Each(ctx, "read a device's members", `
		SELECT u.id, u.full_name, m.role, p.user_id IS NOT NULL, coalesce(p.wrong, 0) >= ?
		FROM memberships m JOIN users u ON u.id = m.user_id
		LEFT JOIN member_pins p ON p.user_id = m.user_id AND p.org_id = m.org_id
		WHERE m.org_id = ? ORDER BY p.user_id IS NULL, u.full_name, u.id`, []any{maxWrongPINs, orgID}, func(rows *sql.Rows) error {
		var m DeviceMember
		var role string
		if err := rows.Scan(&m.UserID, &m.FullName, &role, &m.HasPIN, &m.Locked); err != nil {
			return err
		}
		m.Role = Role(role)
		out = append(out, m)
		return nil
	})
	return out, err
}

func (s *store) putPIN(ctx context.Context, orgID, userID ident.ID, hash string, at time.Time) error {
	_, err := s.db.Exec(ctx, "write PIN", `
		INSERT INTO member_pins (user_id, org_id, pin_hash, set_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (user_id, org_id) DO UPDATE SET pin_hash = excluded.pin_hash, set_at = excluded.set_at, wrong = 0`, userID, orgID, hash, at)
	return err
}

func (s *store) deletePIN(ctx context.Context, orgID, userID ident.ID) (bool, error) {
	n, err := s.db.Exec(ctx, "delete PIN", `DELETE FROM member_pins WHERE user_id = ? AND org_id = ?`, userID, orgID)
	return n > 0, err
}

// tryPIN counts a try as wrong, before it is judged, and returns the hash to judge
// it by with how many are wrong now. No hash: the PIN is locked, or with wrong = 0
// there is none.
func (s *store) tryPIN(ctx context.Context, orgID, userID ident.ID) (hash string, wrong int, err error) {
	err = s.db.Each(ctx, "count a try of a PIN", `
		UPDATE member_pins SET wrong = wrong + 1 WHERE user_id = ? AND org_id = ? AND wrong < ? RETURNING pin_hash, wrong`,
		[]any{userID, orgID, maxWrongPINs}, func(rows *sql.Rows) error { return rows.Scan(&hash, &wrong) })
	if err != nil || hash != "" {
		return hash, wrong, err
	}
	err = s.db.Conn(ctx).Raw(`SELECT coalesce(max(wrong), 0) FROM member_pins WHERE user_id = ? AND org_id = ?`, userID, orgID).Scan(&wrong).Error
	if err != nil {
		return "", 0, fmt.Errorf("read tries of a PIN: %w", err)
	}
	return "", wrong, nil
}

func (s *store) resetPIN(ctx context.Context, orgID, userID ident.ID) error {
	_, err := s.db.Exec(ctx, "forgive a PIN", `UPDATE member_pins SET wrong = 0 WHERE user_id = ? AND org_id = ? AND wrong > 0`, userID, orgID)
	return err
}

func (s *store) deletePINs(ctx context.Context, userID ident.ID) error {
	_, err := s.db.Exec(ctx, "delete PINs", `DELETE FROM member_pins WHERE user_id = ?`, userID)
	return err
}

func (s *store) confirmPassword(ctx context.Context, hash []byte, now time.Time) error {
	_, err := s.db.Exec(ctx, "confirm password", `UPDATE sessions SET password_at = ? WHERE token_hash = ?`, now, hash)
	return err
}
