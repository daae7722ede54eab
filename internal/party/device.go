package party

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
)

const (
	// passwordCounts is how long a password typed on a shared phone covers what asks for one.
	passwordCounts = 10 * time.Minute
	// idleGrace is how much later than the phone itself the server ends an unused session.
	idleGrace = time.Minute
	// deviceSeenEvery is how often a request of a shared phone is written down.
	deviceSeenEvery = 20 * time.Second

	maxDevices    = 20
	maxDeviceName = 60
)

// Device is a phone that several members use, each under their own name.
type Device struct {
	ID      ident.ID
	OrgID   ident.ID
	OrgName string
	Name    string
	// IdleMinutes is after how long without a touch the phone locks: 1, 5 or 15.
	IdleMinutes  int
	RegisteredBy string // full name
	CreatedAt    time.Time
	LastUsedAt   time.Time
}

// DeviceMember is one of the people on a locked phone's screen.
type DeviceMember struct {
	UserID   ident.ID
	FullName string
	Role     Role
	// HasPIN tells that a PIN opens the phone; else only the password does.
	HasPIN bool
	// Locked tells that five wrong PINs were tried: only the password helps now.
	Locked bool
}

// RegisterDeviceInput makes the phone that asks one of the organisation's.
type RegisterDeviceInput struct {
	Actor       Actor
	OrgID       ident.ID
	Name        string
	IdleMinutes int
	Password    string
	// Token is the session that asks; it becomes the phone's.
	Token string
}

// Registered is a new device with the secret for its cookie.
type Registered struct {
	Device Device
	Token  string
}

// RegisterDevice makes a phone shared; the owner who asks stays logged in on it.
// It must run outside a transaction, since the password is checked. Errors:
// request.invalid, organisation.not_found, auth.owner_only, auth.too_many_tries,
// device.too_many.
func (s *Service) RegisterDevice(ctx context.Context, in RegisterDeviceInput) (Registered, error) {
	var faults apperr.Fields
	name, fault := cleanName(in.Name, 1, maxDeviceName)
	if fault != nil {
		faults.AddErr("/name", fault)
	}
	if !slices.Contains([]int{1, 5, 15}, in.IdleMinutes) {
		faults.AddErr("/idleMinutes", errIdle)
	}
	if err := faults.Err(); err != nil {
		return Registered{}, err
	}
	if err := s.VerifyPassword(ctx, in.Actor.UserID, in.Password, "/password"); err != nil {
		return Registered{}, err
	}
	now := s.clock.Now()
	out := Registered{Token: ident.Secret(), Device: Device{
		ID: ident.New(), OrgID: in.OrgID, Name: name, IdleMinutes: in.IdleMinutes, RegisteredBy: in.Actor.FullName, CreatedAt: now, LastUsedAt: now,
	}}
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		org, err := s.lockAsOwner(ctx, in.Actor, in.OrgID)
		if err != nil {
			return err
		}
		out.Device.OrgName = org.ShortName
		devices, err := s.store.devices(ctx, in.OrgID)
		if err != nil {
			return err
		}
		if len(devices) >= maxDevices {
			return ErrTooManyDevices
		}
		if err := s.store.insertDevice(ctx, out.Device, ident.Hash(out.Token), in.Actor.UserID); err != nil {
			return err
		}
		if err := s.store.bindSession(ctx, ident.Hash(in.Token), out.Device.ID, now, now.Add(out.Device.idle())); err != nil {
			return err
		}
		return s.audit(ctx, AuditEntry{
			ActorID: in.Actor.UserID, OrgID: in.OrgID, Action: "device.register", Subject: out.Device.ID.String(), Detail: map[string]string{"name": name},
		})
	})
	return out, err
}

func (d Device) idle() time.Duration { return time.Duration(d.IdleMinutes)*time.Minute + idleGrace }

// Devices lists an organisation's shared phones to its owners. Errors:
// organisation.not_found, auth.owner_only.
func (s *Service) Devices(ctx context.Context, actor Actor, orgID ident.ID) ([]Device, error) {
	switch m, member := actor.MemberOf(orgID); {
	case !member:
		return nil, ErrOrgNotFound
	case m.Role != RoleOwner:
		return nil, ErrOwnerOnly
	}
	return s.store.devices(ctx, orgID)
}

// RemoveDevice ends a shared phone and all sessions on it; safe to repeat. Errors:
// organisation.not_found, auth.owner_only.
func (s *Service) RemoveDevice(ctx context.Context, actor Actor, orgID, deviceID ident.ID) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.lockAsOwner(ctx, actor, orgID); err != nil {
			return err
		}
		gone, err := s.store.deleteDevice(ctx, orgID, deviceID)
		if err != nil || !gone {
			return err
		}
		return s.audit(ctx, AuditEntry{ActorID: actor.UserID, OrgID: orgID, Action: "device.remove", Subject: deviceID.String()})
	})
}

// Device tells a phone, by the secret of its cookie, whose it is and who uses it.
// Errors: device.unknown.
func (s *Service) Device(ctx context.Context, token string) (Device, []DeviceMember, error) {
	d, err := s.store.deviceByToken(ctx, ident.Hash(token))
	if err != nil {
		return Device{}, nil, err
	}
	members, err := s.store.deviceMembers(ctx, d.OrgID)
	return d, members, err
}

// SwitchInput is a try to go on as somebody else on a shared phone.
type SwitchInput struct {
	DeviceToken string
	// SessionToken is the session that is open on the phone, if any: it ends.
	SessionToken string
	UserID       ident.ID
	// One of the two: a PIN, or the password of the person's account.
	PIN       string
	Password  string
	UserAgent string
}

// Switch opens the phone for one of its people and returns the session's secret;
// whoever was at it before is out. Every try counts before it is judged: five
// wrong PINs lock the PIN until the password is given. It must run outside a
// transaction. Errors: request.invalid (pin.wrong, pin.locked, password.wrong),
// device.unknown, member.not_found, auth.too_many_tries.
func (s *Service) Switch(ctx context.Context, in SwitchInput) (string, error) {
	d, err := s.store.deviceByToken(ctx, ident.Hash(in.DeviceToken))
	if err != nil {
		return "", err
	}
	if _, member, err := s.store.roleOf(ctx, d.OrgID, in.UserID); err != nil || !member {
		if err == nil {
			err = ErrMemberNotFound
		}
		return "", err
	}
	// Whoever picked the phone up tries no more than this, over all its people.
	key := "device:" + d.ID.String()
	attempt, err := s.countTry(ctx, limit{key: key, most: 15})
	if err != nil {
		return "", err
	}
	now := s.clock.Now()
	row := sessionRow{UserID: in.UserID, UserAgent: cut(in.UserAgent, maxUserAgent), CreatedAt: now, LastSeenAt: now, ExpiresAt: now.Add(d.idle()), DeviceID: &d.ID}
	if strings.TrimSpace(in.Password) != "" {
		if err := s.VerifyPassword(ctx, in.UserID, in.Password, "/password"); err != nil {
			return "", err
		}
		row.PasswordAt = &now
	} else if err := s.checkPIN(ctx, d.OrgID, in.UserID, in.PIN); err != nil {
		return "", err
	}
	token := ident.Secret()
	row.TokenHash = ident.Hash(token)
	err = s.db.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.deleteSession(ctx, ident.Hash(in.SessionToken)); err != nil {
			return err
		}
		if err := s.store.resetPIN(ctx, d.OrgID, in.UserID); err != nil {
			return err
		}
		if err := s.store.useDevice(ctx, d.ID, now); err != nil {
			return err
		}
		return s.store.insertSession(ctx, row)
	})
	if err != nil {
		return "", err
	}
	return token, s.forgive(ctx, attempt, key)
}

// BindSession makes a fresh session the shared phone's on which it was opened, so that
// it locks like any other there. A phone that is none, or of an organisation that is
// not the person's, changes nothing.
func (s *Service) BindSession(ctx context.Context, userID ident.ID, sessionToken, deviceToken string) error {
	d, err := s.store.deviceByToken(ctx, ident.Hash(deviceToken))
	if errors.Is(err, ErrDeviceUnknown) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, member, err := s.store.roleOf(ctx, d.OrgID, userID); err != nil || !member {
		return err
	}
	now := s.clock.Now()
	if err := s.store.resetPIN(ctx, d.OrgID, userID); err != nil {
		return err
	}
	return s.store.bindSession(ctx, ident.Hash(sessionToken), d.ID, now, now.Add(d.idle()))
}

// ConfirmPassword lets the session of a shared phone do for a while what asks for
// the password. Errors: request.invalid (password.wrong), auth.too_many_tries.
func (s *Service) ConfirmPassword(ctx context.Context, userID ident.ID, password, token string) error {
	if err := s.VerifyPassword(ctx, userID, password, "/password"); err != nil {
		return err
	}
	return s.store.confirmPassword(ctx, ident.Hash(token), s.clock.Now())
}
