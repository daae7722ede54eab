package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/gin-gonic/gin"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

// rule says who may call one operation, as its x- fields in openapi.yaml tell.
type rule struct {
	access    []string           // guest, user, cooperative, buyer, alliance
	can       []party.Permission // of a cooperative's member: one of these
	password  bool               // a shared phone asks for the password first
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
func rules(spec *openapi3.T) (map[string]rule, error) {
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
			var err error
			if r.can, err = neededBy(method, op.Extensions); err != nil {
				return nil, fmt.Errorf("%s %s: %w", method, path, err)
			}
			// What is a person's own is closed on a shared phone, unless it says otherwise.
			r.password = slices.Contains(r.access, "user")
			if err := extension(op.Extensions, "x-password", &r.password); err != nil {
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

// neededBy reads x-can: a name, or a list of which one suffices. Where it is
// missing a read needs the least, and a write what only owners and sellers have.
func neededBy(method string, all map[string]any) ([]party.Permission, error) {
	var some []party.Permission
	if one, ok := all["x-can"].(string); ok {
		some = []party.Permission{party.Permission(one)}
	} else if err := extension(all, "x-can", &some); err != nil {
		return nil, err
	}
	for _, p := range some {
		if !slices.Contains(party.Permissions(), p) {
			return nil, fmt.Errorf("x-can names %q, which is no permission", p)
		}
	}
	switch {
	case len(some) > 0:
		return some, nil
	case method == http.MethodGet:
		return []party.Permission{party.MayRead}, nil
	}
	return []party.Permission{party.MayTrade}, nil
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
		c := callerFrom(g.Request.Context())
		if c.actor.PasswordDue && slices.Contains(r.access, "guest") {
			// Whoever was let in by a PIN is a guest wherever guests are: the person's own
			// cart and purchases are no business of a shared phone.
			c.actor, c.loggedIn = party.Actor{}, false
		}
		err := r.allows(c, g.Param("orgId"))
		if id, ok := ident.Parse(g.Param("orgId")); ok && errors.Is(err, errOrgNotFound) && c.loggedIn {
			// Who was removed while working hears so, and not that all has vanished.
			err = s.Party.WhyNotMember(g.Request.Context(), c.actor.UserID, id)
		}
		if err != nil {
			s.fail(g, err)
			return
		}
		if err := s.guardView(g, c); err != nil {
			s.fail(g, err)
		}
	}
}

// needs refuses a member whose role does not cover one part of what an operation
// can do; the operation as a whole is covered by its x-can. Errors: auth.role_lacks.
func needs(ctx context.Context, orgID ident.ID, p party.Permission) error {
	if m, ok := actorFrom(ctx).MemberOf(orgID); ok && !m.May(p) {
		return party.ErrRoleLacks.With("permission", string(p))
	}
	return nil
}

// guardView refuses every write of a session that looks at somebody else's workspace,
// whatever the write is about, and notes which of the workspace's pages it reads.
func (s *Server) guardView(g *gin.Context, c *caller) error {
	if c.actor.View.ID == ident.Nil {
		return nil
	}
	switch g.Request.Method {
	case http.MethodGet, http.MethodHead:
		if id, ok := ident.Parse(g.Param("orgId")); ok && id == c.actor.View.OrgID {
			return s.Party.NoteViewed(g.Request.Context(), c.actor, g.Request.URL.Path)
		}
		return nil
	}
	switch g.FullPath() {
	case "/api/v1/alliance/view", "/api/v1/auth/logout", "/api/v1/auth/logout-everywhere":
		return nil
	}
	return party.ErrViewing
}

func (r rule) allows(c *caller, orgID string) error {
	if slices.Contains(r.access, "guest") {
		return nil
	}
	if !c.loggedIn {
		return ErrNotLoggedIn
	}
	if slices.Contains(r.access, "user") {
		return r.passwordFor(c)
	}
	m, err := r.membership(c.actor, orgID)
	if err != nil {
		return err
	}
	if r.ownerOnly && m.Role != party.RoleOwner {
		return errOwnerOnly
	}
	if m.Kind == party.KindCooperative && !m.May(r.can...) {
		return party.ErrRoleLacks.With("permission", string(r.can[0]))
	}
	return r.passwordFor(c)
}

func (r rule) passwordFor(c *caller) error {
	if r.password && c.actor.PasswordDue {
		return party.ErrPasswordAgain
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
