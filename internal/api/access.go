package api

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

// rule says who may call one operation, as its x- fields in openapi.yaml tell.
type rule struct {
	access    []string // guest, user, cooperative, buyer, alliance
	ownerOnly bool
	anyOrg    bool // {orgId} names the object, not the caller's organisation
}

// errForbidden is answered to a role that may not call an operation. Things of
// others are "not found" instead, so that ids cannot be probed.
var errForbidden = apperr.New(apperr.KindForbidden, "auth.forbidden",
	"Tài khoản của bạn không được phép làm việc này.", "Your account may not do this.")

// errOwnerOnly is answered to staff where only an owner may act.
var errOwnerOnly = apperr.New(apperr.KindForbidden, "auth.owner_only",
	"Chỉ chủ tài khoản của đơn vị mới được làm việc này.", "Only an owner of the organisation may do this.")

var errOrgNotFound = apperr.New(apperr.KindNotFound, "organisation.not_found",
	"Không tìm thấy đơn vị này.", "There is no such organisation.")

// rules reads who may call what from the contract, by Gin's method and path.
// An operation without x-access is a mistake that stops the server.
func rules() (map[string]rule, error) {
	spec, err := GetSwagger()
	if err != nil {
		return nil, fmt.Errorf("read openapi.yaml: %w", err)
	}
	out := map[string]rule{}
	for path, item := range spec.Paths.Map() {
		for method, op := range item.Operations() {
			var r rule
			if err := extension(op.Extensions, "x-access", &r.access); err != nil || len(r.access) == 0 {
				return nil, fmt.Errorf("%s %s has no x-access: %w", method, path, err)
			}
			var role string
			if err := extension(op.Extensions, "x-role", &role); err != nil {
				return nil, fmt.Errorf("%s %s: %w", method, path, err)
			}
			r.ownerOnly = role == string(party.RoleOwner)
			if err := extension(op.Extensions, "x-any-org", &r.anyOrg); err != nil {
				return nil, fmt.Errorf("%s %s: %w", method, path, err)
			}
			out[method+" "+strings.NewReplacer("{", ":", "}", "").Replace(path)] = r
		}
	}
	return out, nil
}

func extension(all map[string]any, name string, into any) error {
	v, ok := all[name]
	if !ok {
		return nil
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}

// authorize refuses every caller whom the contract does not name.
func (s *Server) authorize(table map[string]rule) gin.HandlerFunc {
	return func(g *gin.Context) {
		r, ok := table[g.Request.Method+" "+g.FullPath()]
		if !ok {
			s.fail(g, errForbidden)
			return
		}
		if err := r.allows(callerFrom(g.Request.Context()), g.Param("orgId")); err != nil {
			s.fail(g, err)
		}
	}
}

func (r rule) allows(c *caller, orgID string) error {
	if slices.Contains(r.access, "guest") {
		return nil
	}
	if !c.loggedIn {
		return ErrNotLoggedIn
	}
	if slices.Contains(r.access, "user") {
		return nil
	}
	m, err := r.membership(c.actor, orgID)
	if err != nil {
		return err
	}
	if r.ownerOnly && m.Role != party.RoleOwner {
		return errOwnerOnly
	}
	return nil
}

// membership finds the one by which the actor may act: in the organisation the
// path names, or in any of an allowed kind where it names none.
func (r rule) membership(a party.Actor, orgID string) (party.Membership, error) {
	if orgID != "" && !r.anyOrg {
		id, ok := ident.Parse(orgID)
		if !ok {
			return party.Membership{}, errOrgNotFound
		}
		for _, m := range a.Memberships {
			if m.OrgID == id {
				if slices.Contains(r.access, string(m.Kind)) {
					return m, nil
				}
				return party.Membership{}, errForbidden
			}
		}
		return party.Membership{}, errOrgNotFound
	}
	for _, m := range a.Memberships {
		if slices.Contains(r.access, string(m.Kind)) && m.Status == party.StatusVerified {
			return m, nil
		}
	}
	return party.Membership{}, errForbidden
}
