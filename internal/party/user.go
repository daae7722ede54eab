package party

import (
	"context"
	"fmt"
	"time"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/phone"
)

// User is a person with an account.
type User struct {
	ID        ident.ID
	FullName  string
	Email     string     // empty: none
	Phone     phone.E164 // empty: none
	Locale    string     // "vi" or "en"
	CreatedAt time.Time
}

// LoginText is what the person is known by to colleagues: e-mail, else phone.
func (u User) LoginText() string {
	if u.Email != "" {
		return u.Email
	}
	return u.Phone.National()
}

func (u User) logins() []string { return []string{u.Email, u.Phone.String()} }

// Profile is a user with the organisations they belong to.
type Profile struct {
	User        User
	Memberships []Membership
}

// CreateUserInput opens an account.
type CreateUserInput struct {
	FullName string
	Login    string // phone number or e-mail address
	Password string
	Locale   string // "" means Vietnamese
}

// Draft is a checked account whose password is hashed, ready to be written.
type Draft struct {
	user User
	hash string
}

// Prepare checks the input and hashes the password; it must run outside a
// transaction, since hashing waits its turn. More faults of the caller's own
// request can be gathered in faults. Errors: request.invalid.
func (s *Service) Prepare(ctx context.Context, in CreateUserInput, faults *apperr.Fields) (Draft, error) {
	u := User{ID: ident.New(), Locale: in.Locale, CreatedAt: s.clock.Now()}
	var fault *apperr.Error
	if u.FullName, fault = CleanName(in.FullName); fault != nil {
		faults.AddErr("/fullName", fault)
	}
	login, fault := ParseLogin(in.Login)
	if fault != nil {
		faults.AddErr("/login", fault)
	}
	u.Email, u.Phone = login.Email, login.Phone
	if fault := checkPassword(in.Password, u.logins()...); fault != nil {
		faults.AddErr("/password", fault)
	}
	switch u.Locale {
	case "":
		u.Locale = "vi"
	case "vi", "en":
	default:
		faults.AddErr("/locale", errLocale)
	}
	if err := faults.Err(); err != nil {
		return Draft{}, err
	}
	hash, err := s.hasher.hash(ctx, in.Password)
	return Draft{user: u, hash: hash}, err
}

// Add writes a prepared account. Errors: request.invalid (login.taken).
func (s *Service) Add(ctx context.Context, d Draft) (User, error) {
	if err := s.store.insertUser(ctx, d.user, d.hash); err != nil {
		return User{}, err
	}
	return d.user, nil
}

// CreateUser opens an account without logging in, for the administrator and the
// demo. Errors: request.invalid.
func (s *Service) CreateUser(ctx context.Context, in CreateUserInput) (User, error) {
	var faults apperr.Fields
	draft, err := s.Prepare(ctx, in, &faults)
	if err != nil {
		return User{}, err
	}
	return s.Add(ctx, draft)
}

// Profile returns a user with memberships. Errors: user.not_found.
func (s *Service) Profile(ctx context.Context, userID ident.ID) (Profile, error) {
	user, _, err := s.store.user(ctx, userID)
	if err != nil {
		return Profile{}, err
	}
	memberships, err := s.store.memberships(ctx, userID)
	return Profile{User: user, Memberships: memberships}, err
}

// UpdateUserInput changes what is not nil; an empty e-mail or phone is taken away.
type UpdateUserInput struct {
	UserID   ident.ID
	FullName *string
	Email    *string
	Phone    *string
	Locale   *string
}

// UpdateUser changes one's own account. Errors: request.invalid, user.not_found.
func (s *Service) UpdateUser(ctx context.Context, in UpdateUserInput) (Profile, error) {
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		user, err := s.store.lockUser(ctx, in.UserID)
		if err != nil {
			return err
		}
		if user, err = in.apply(user); err != nil {
			return err
		}
		return s.store.updateUser(ctx, user)
	})
	if err != nil {
		return Profile{}, err
	}
	return s.Profile(ctx, in.UserID)
}

// apply returns the user as they will be. Pure.
func (in UpdateUserInput) apply(u User) (User, error) {
	var faults apperr.Fields
	if in.FullName != nil {
		name, fault := CleanName(*in.FullName)
		if fault != nil {
			faults.AddErr("/fullName", fault)
		}
		u.FullName = name
	}
	if in.Email != nil {
		email, ok := ParseEmail(*in.Email)
		if !ok && *in.Email != "" {
			faults.AddErr("/email", errEmailInvalid)
		}
		u.Email = email
	}
	if in.Phone != nil {
		u.Phone = ""
		if *in.Phone != "" {
			number, fault := parsePhone(*in.Phone)
			if fault != nil {
				faults.AddErr("/phone", fault)
			}
			u.Phone = number
		}
	}
	if in.Locale != nil {
		if u.Locale = *in.Locale; u.Locale != "vi" && u.Locale != "en" {
			faults.AddErr("/locale", errLocale)
		}
	}
	if faults.Empty() && u.Email == "" && u.Phone == "" {
		pointer := "/email"
		if in.Email == nil {
			pointer = "/phone"
		}
		faults.AddErr(pointer, errLoginLast)
	}
	return u, faults.Err()
}

// erasedName stands where a person's name was.
const erasedName = "Tài khoản đã xóa"

// EraseUser removes what is personal; the bare row stays for the records that
// point to it. It must run in the caller's transaction, after VerifyPassword.
// Returned is the user as they were. Errors: member.last_owner, user.not_found.
func (s *Service) EraseUser(ctx context.Context, userID ident.ID) (User, error) {
	var was User
	err := s.db.InTx(ctx, func(ctx context.Context) error {
		owned, err := s.store.lockOrgsOwnedBy(ctx, userID)
		if err != nil {
			return err
		}
		for _, org := range owned {
			if org.owners == 1 {
				return ErrLastOwner.With("organisation", org.shortName)
			}
		}
		if was, err = s.store.lockUser(ctx, userID); err != nil {
			return err
		}
		if err := s.store.eraseUser(ctx, userID, s.clock.Now()); err != nil {
			return err
		}
		return s.audit(ctx, AuditEntry{ActorID: userID, Action: "user.erase", Subject: userID.String()})
	})
	if err != nil {
		return User{}, fmt.Errorf("erase user: %w", err)
	}
	return was, nil
}
