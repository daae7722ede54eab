package party

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// insertOrg tells whether the slug was free.
func (s *store) insertOrg(ctx context.Context, o Organisation) (bool, error) {
	row := toOrgRow(o)
	res := s.db.Conn(ctx).Clauses(clause.OnConflict{OnConstraint: "organisations_slug_key", DoNothing: true}).Create(&row)
	if res.Error != nil {
		return false, fmt.Errorf("write organisation: %w", res.Error)
	}
	return res.RowsAffected == 1, nil
}

func (s *store) updateOrg(ctx context.Context, o Organisation) error {
	row := toOrgRow(o)
	err := s.db.Conn(ctx).Model(&orgRow{}).Where("id = ?", o.ID).
		Select("legal_name", "short_name", "status", "trusted", "business_line", "level", "registration_no", "registration_issuer", "registration_date", "representative",
						"phone", "email", "address", "updated_at").
		UpdateColumns(&row).Error // Updates would write the machine's time over ours
	if err != nil {
		return fmt.Errorf("update organisation: %w", err)
	}
	return nil
}

func (s *store) org(ctx context.Context, id ident.ID) (Organisation, error) {
	var row orgRow
	return orgOr(&row, s.db.Conn(ctx).Where("id = ?", id).Take(&row).Error)
}

func (s *store) lockOrg(ctx context.Context, id ident.ID) (Organisation, error) {
	var row orgRow
	err := s.db.Conn(ctx).Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).Where("id = ?", id).Take(&row).Error
	return orgOr(&row, err)
}

func orgOr(row *orgRow, err error) (Organisation, error) {
	if db.IsNotFound(err) {
		return Organisation{}, ErrOrgNotFound
	}
	if err != nil {
		return Organisation{}, fmt.Errorf("read organisation: %w", err)
	}
	return fromOrgRow(*row), nil
}

// orgs returns a page after a key, in the list's order.
func (s *store) orgs(ctx context.Context, kind OrgKind, status OrgStatus, after *orgKey, limit int) ([]Organisation, error) {
	q := s.db.Conn(ctx).Model(&orgRow{})
	if kind != "" {
		q = q.Where("kind = ?", string(kind))
	}
	if status != "" {
		q = q.Where("status = ?", string(status))
	}
	if after != nil {
		q = q.Where("((status = 'pending'), created_at, id) < (?, ?, ?)", after.waiting, after.at, after.id)
	}
	var rows []orgRow
	if err := q.Order("(status = 'pending') DESC, created_at DESC, id DESC").Limit(limit).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("list organisations: %w", err)
	}
	return mapAll(rows, fromOrgRow), nil
}

// countOrgs counts no further than most.
func (s *store) countOrgs(ctx context.Context, kind OrgKind, status OrgStatus, most int) (n int64, err error) {
	err = s.db.Conn(ctx).Raw(`
		SELECT count(*) FROM (
			SELECT 1 FROM organisations WHERE (? = '' OR kind = ?) AND (? = '' OR status = ?) LIMIT ?
		) AS capped`, string(kind), string(kind), string(status), string(status), most).Scan(&n).Error
	if err != nil {
		return 0, fmt.Errorf("count organisations: %w", err)
	}
	return n, nil
}

func (s *store) countPendingOf(ctx context.Context, userID ident.ID) (n int64, err error) {
	err = s.db.Conn(ctx).Raw(`
		SELECT count(*) FROM memberships m JOIN organisations o ON o.id = m.org_id
		WHERE m.user_id = ? AND m.role = 'owner' AND o.status = 'pending'`, userID).Scan(&n).Error
	if err != nil {
		return 0, fmt.Errorf("count pending organisations: %w", err)
	}
	return n, nil
}

// putMember adds a member or changes the role of one; since when they belong stays.
func (s *store) putMember(ctx context.Context, orgID, userID ident.ID, role Role, at time.Time) error {
	_, err := s.db.Exec(ctx, "write membership", `
		INSERT INTO memberships (user_id, org_id, role, created_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (user_id, org_id) DO UPDATE SET role = excluded.role`, userID, orgID, string(role), at)
	return err
}

func (s *store) updateRole(ctx context.Context, orgID, userID ident.ID, role Role) error {
	_, err := s.db.Exec(ctx, "update membership", `UPDATE memberships SET role = ? WHERE org_id = ? AND user_id = ?`, string(role), orgID, userID)
	return err
}

func (s *store) deleteMember(ctx context.Context, orgID, userID ident.ID) error {
	_, err := s.db.Exec(ctx, "delete membership", `DELETE FROM memberships WHERE org_id = ? AND user_id = ?`, orgID, userID)
	return err
}

func (s *store) roleOf(ctx context.Context, orgID, userID ident.ID) (role Role, member bool, err error) {
	var roles []string
	err = s.db.Conn(ctx).Raw(`SELECT role FROM memberships WHERE org_id = ? AND user_id = ?`, orgID, userID).Scan(&roles).Error
	if err != nil {
		return "", false, fmt.Errorf("read membership: %w", err)
	}
	if len(roles) == 0 {
		return "", false, nil
	}
	return Role(roles[0]), true, nil
}

// wasRemoved tells whether an owner took the person out, or they left.
func (s *store) wasRemoved(ctx context.Context, orgID, userID ident.ID) (was bool, err error) {
	err = s.db.Conn(ctx).Raw(`SELECT EXISTS (SELECT 1 FROM audit_log WHERE subject = ? AND org_id = ? AND action = 'member.remove')`,
		userID.String(), orgID).Scan(&was).Error
	if err != nil {
		return false, fmt.Errorf("look for a former member: %w", err)
	}
	return was, nil
}

func (s *store) countOwners(ctx context.Context, orgID ident.ID) (n int64, err error) {
	err = s.db.Conn(ctx).Raw(`SELECT count(*) FROM memberships WHERE org_id = ? AND role = 'owner'`, orgID).Scan(&n).Error
	if err != nil {
		return 0, fmt.Errorf("count owners: %w", err)
	}
	return n, nil
}

// ownedOrg is an organisation with how many owners it has.
type ownedOrg struct {
	shortName string
	owners    int64
}

// lockOrgsOwnedBy locks, in the order of their ids, all organisations of which
// the person is an owner.
func (s *store) lockOrgsOwnedBy(ctx context.Context, userID ident.ID) ([]ownedOrg, error) {
	var rows []orgRow
	err := s.db.Conn(ctx).Raw(`
		SELECT o.* FROM organisations o
		WHERE o.id IN (SELECT org_id FROM memberships WHERE user_id = ? AND role = 'owner')
		ORDER BY o.id FOR UPDATE`, userID).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("lock owned organisations: %w", err)
	}
	out := make([]ownedOrg, 0, len(rows))
	for _, r := range rows {
		// Looked at under the lock: the role may have been taken away while waiting.
		role, _, err := s.roleOf(ctx, r.ID, userID)
		if err != nil {
			return nil, err
		}
		if role != RoleOwner {
			continue
		}
		n, err := s.countOwners(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, ownedOrg{shortName: r.ShortName, owners: n})
	}
	return out, nil
}

func (s *store) members(ctx context.Context, orgID ident.ID) ([]Member, error) {
	var rows []memberRow
	err := s.db.Conn(ctx).Raw(`
		SELECT u.id AS user_id, u.full_name, u.email, u.phone, m.role, m.created_at
		FROM memberships m JOIN users u ON u.id = m.user_id
		WHERE m.org_id = ? ORDER BY m.role <> 'owner', m.created_at, u.id`, orgID).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read members: %w", err)
	}
	return mapAll(rows, fromMemberRow), nil
}

const selectInvitation = `
	SELECT i.id, i.org_id, o.short_name, i.role, i.email, i.phone, i.expires_at, i.accepted_by, i.revoked_at
	FROM invitations i JOIN organisations o ON o.id = i.org_id `

func (s *store) insertInvitation(ctx context.Context, inv Invitation, hash []byte, by ident.ID, at time.Time) error {
	_, err := s.db.Exec(ctx, "write invitation", `
		INSERT INTO invitations (id, org_id, role, token_hash, email, phone, invited_by, created_at, expires_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, inv.ID, inv.OrgID, string(inv.Role), hash, ref(inv.Email), ref(inv.Phone.String()), by, at, inv.ExpiresAt)
	return err
}

// renewInvitation gives an invitation another link and another week; the old link is dead.
func (s *store) renewInvitation(ctx context.Context, id ident.ID, hash []byte, expires time.Time) error {
	// The hash is not first: GORM spreads a slice that follows a parenthesis.
	_, err := s.db.Exec(ctx, "renew invitation", `UPDATE invitations SET expires_at = ?, token_hash = ? WHERE id = ?`, expires, hash, id)
	return err
}

func (s *store) openInvitations(ctx context.Context, orgID ident.ID, now time.Time) ([]Invitation, error) {
	var rows []invitationRow
	err := s.db.Conn(ctx).Raw(selectInvitation+`
		WHERE i.org_id = ? AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > ?
		ORDER BY i.created_at DESC, i.id DESC`, orgID, now).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read invitations: %w", err)
	}
	return mapAll(rows, fromInvitationRow), nil
}

func (s *store) invitationByToken(ctx context.Context, hash []byte) (Invitation, error) {
	var row invitationRow
	return invitationOr(&row, s.db.Conn(ctx).Raw(selectInvitation+`WHERE i.token_hash = ?`, hash).Take(&row).Error)
}

func (s *store) lockInvitation(ctx context.Context, orgID, id ident.ID) (Invitation, error) {
	var row invitationRow
	err := s.db.Conn(ctx).Raw(selectInvitation+`WHERE i.id = ? AND i.org_id = ? FOR UPDATE OF i`, id, orgID).Take(&row).Error
	return invitationOr(&row, err)
}

func invitationOr(row *invitationRow, err error) (Invitation, error) {
	if db.IsNotFound(err) {
		return Invitation{}, ErrInvitationNotFound
	}
	if err != nil {
		return Invitation{}, fmt.Errorf("read invitation: %w", err)
	}
	return fromInvitationRow(*row), nil
}

// acceptInvitation uses an invitation up; it refuses one that is used, whatever
// the caller saw before.
func (s *store) acceptInvitation(ctx context.Context, id, by ident.ID, at time.Time) error {
	n, err := s.db.Exec(ctx, "accept invitation",
		`UPDATE invitations SET accepted_by = ?, accepted_at = ? WHERE id = ? AND accepted_at IS NULL AND revoked_at IS NULL`, by, at, id)
	if err == nil && n == 0 {
		err = ErrInvitationUsed
	}
	return err
}

func (s *store) revokeInvitation(ctx context.Context, id ident.ID, at time.Time) error {
	_, err := s.db.Exec(ctx, "revoke invitation", `UPDATE invitations SET revoked_at = ? WHERE id = ?`, at, id)
	return err
}

func (s *store) dismissGuide(ctx context.Context, orgID ident.ID, at time.Time) error {
	_, err := s.db.Exec(ctx, "dismiss first steps",
		`UPDATE organisations SET guide_dismissed_at = ? WHERE id = ? AND guide_dismissed_at IS NULL`, at, orgID)
	return err
}

func (s *store) alliance(ctx context.Context) (Organisation, error) {
	var row orgRow
	err := s.db.Conn(ctx).Where("kind = ? AND status = ?", string(KindAlliance), string(StatusVerified)).Order("created_at, id").Take(&row).Error
	return orgOr(&row, err)
}
