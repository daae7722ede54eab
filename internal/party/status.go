package party

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
)

// SetStatusInput is the Alliance's decision about an organisation.
type SetStatusInput struct {
	Actor  Actor
	OrgID  ident.ID
	Status OrgStatus // verified or suspended
	Reason string    // needed to suspend
}

// SetStatus verifies or suspends an organisation; deciding the same again changes
// nothing. Errors: auth.forbidden, request.invalid, organisation.not_found,
// organisation.alliance_stays, organisation.incomplete.
func (s *Service) SetStatus(ctx context.Context, in SetStatusInput) (Organisation, error) {
	if !in.Actor.IsAlliance() {
		return Organisation{}, ErrAllianceOnly
	}
	reason, err := in.check()
	if err != nil {
		return Organisation{}, err
	}
	var org Organisation
	err = s.db.InTx(ctx, func(ctx context.Context) (err error) {
		if org, err = s.store.lockOrg(ctx, in.OrgID); err != nil {
			return err
		}
		if org.Status == in.Status {
			return nil
		}
		if org.Kind == KindAlliance {
			return ErrAllianceStays
		}
		if missing := org.Missing(); org.Status == StatusPending && in.Status == StatusVerified && len(missing) > 0 {
			return ErrIncomplete.With("missing", missing)
		}
		detail := map[string]string{"from": string(org.Status), "to": string(in.Status)}
		if reason != "" {
			detail["reason"] = reason
		}
		org.Status, org.UpdatedAt = in.Status, s.clock.Now()
		if err := s.store.updateOrg(ctx, org); err != nil {
			return err
		}
		return s.audit(ctx, AuditEntry{
			ActorID: in.Actor.UserID, OrgID: org.ID, Action: "organisation.set_status", Subject: org.ID.String(), Detail: detail,
		})
	})
	return org, err
}

func (in SetStatusInput) check() (reason string, err error) {
	var faults apperr.Fields
	if in.Status != StatusVerified && in.Status != StatusSuspended {
		faults.AddErr("/status", errStatus)
	}
	reason, fault := cleanText(in.Reason, maxReason)
	switch {
	case fault != nil:
		faults.AddErr("/reason", fault)
	case in.Status == StatusSuspended && reason == "":
		faults.AddErr("/reason", errReason)
	}
	return reason, faults.Err()
}

// ListOrganisationsInput filters the Alliance's list; empty fields do not.
type ListOrganisationsInput struct {
	Actor  Actor
	Kind   OrgKind
	Status OrgStatus
	Cursor string
	Limit  int
}

const (
	orgList = "organisations"
	maxPage = 100
)

// orgKey is where a page of the list ended: those waiting come first, then the
// newest.
type orgKey struct {
	waiting bool
	at      time.Time
	id      ident.ID
}

func keyOf(o Organisation) orgKey {
	return orgKey{waiting: o.Status == StatusPending, at: o.CreatedAt, id: o.ID}
}

func (k orgKey) encode() string {
	return keyset.Encode(orgList, strconv.FormatBool(k.waiting), strconv.FormatInt(k.at.UnixMicro(), 10), k.id.String())
}

func decodeOrgKey(cursor string) (*orgKey, error) {
	if cursor == "" {
		return nil, nil //nolint:nilnil // "from the start" is no key
	}
	parts, err := keyset.Decode(orgList, cursor, 3)
	if err != nil {
		return nil, err
	}
	waiting, errWaiting := strconv.ParseBool(parts[0])
	micros, errAt := strconv.ParseInt(parts[1], 10, 64)
	id, ok := ident.Parse(parts[2])
	if errWaiting != nil || errAt != nil || !ok {
		return nil, keyset.ErrBadCursor
	}
	return &orgKey{waiting: waiting, at: time.UnixMicro(micros).UTC(), id: id}, nil
}

// ListOrganisations lists all, those waiting for a decision first, then the
// newest. Errors: auth.forbidden, list.bad_cursor.
func (s *Service) ListOrganisations(ctx context.Context, in ListOrganisationsInput) (keyset.Page[Organisation], error) {
	var page keyset.Page[Organisation]
	if !in.Actor.IsAlliance() {
		return page, ErrAllianceOnly
	}
	after, err := decodeOrgKey(strings.TrimSpace(in.Cursor))
	if err != nil {
		return page, err
	}
	in.Limit = min(max(in.Limit, 1), maxPage)
	// One more than asked for tells whether there is a next page.
	items, err := s.store.orgs(ctx, in.Kind, in.Status, after, in.Limit+1)
	if err != nil {
		return page, err
	}
	if len(items) > in.Limit {
		items = items[:in.Limit]
		page.Next = keyOf(items[len(items)-1]).encode()
	}
	page.Items = items
	total, err := s.store.countOrgs(ctx, in.Kind, in.Status, keyset.CountCap+1)
	if err != nil {
		return page, err
	}
	page.Total, page.Capped = min(total, keyset.CountCap), total > keyset.CountCap
	return page, nil
}
