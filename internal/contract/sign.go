package contract

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/chophien/chophien/internal/calendar"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

// Rules of signing codes.
const (
	CodeLasts  = 10 * time.Minute
	codeTries  = 5
	codeEvery  = time.Minute // a new one at most so often
	codeDigits = 6
)

// Paper is a document in both languages, rendered.
type Paper struct {
	VI, EN []byte // PDF
}

// Document is what is signed: the contract or one of its addenda.
type Document struct {
	ContractID ident.ID
	Number     int
	AddendumID ident.ID // ident.Nil: the contract itself
	SHA256VI   []byte
	SHA256EN   []byte
	Parties    []ident.ID // who must sign
	PartyNames []string   // their legal names, in the same order
	Signatures []Signature
	At         time.Time
}

// Signature is one organisation's.
type Signature struct {
	OrgID    ident.ID
	OrgName  string
	FullName string
	SHA256   []byte
	At       time.Time
}

// Signed tells whether an organisation has signed.
func (d Document) Signed(orgID ident.ID) bool {
	return slices.ContainsFunc(d.Signatures, func(s Signature) bool { return s.OrgID == orgID })
}

// Send fixes the document of a draft and asks for signatures. The paper is
// rendered by the flow, from the contract at this version. Errors: ErrNotFound,
// ErrRole, ErrNotAllowed, ErrChanged.
func (s *Service) Send(ctx context.Context, in StepInput, p Paper) (*Contract, error) {
	return s.change(ctx, in.ContractID, func(ctx context.Context, c *Contract) error {
		by, err := asParty(c, in.Actor, in.OrgID)
		if err != nil {
			return err
		}
		next, event, err := c.Apply(ActionSend, by, in.Version, s.Clock.Now())
		if err != nil || event == nil {
			return err
		}
		if next.Document, err = s.store.nextDocument(ctx, c.ID); err != nil {
			return err
		}
		if err := s.store.insertDocument(ctx, c.ID, next.Document, ident.Nil, p, c.Parties(), s.Clock.Now()); err != nil {
			return err
		}
		return s.write(ctx, next, event)
	})
}

// Document returns one of a contract's documents with its signatures. Errors: ErrNotFound.
func (s *Service) Document(ctx context.Context, contractID ident.ID, number int) (*Document, error) {
	return s.store.document(ctx, contractID, number)
}

// PDF returns the stored bytes of a document in a language ("en", else Vietnamese).
// Errors: ErrNotFound.
func (s *Service) PDF(ctx context.Context, contractID ident.ID, number int, lang string) ([]byte, error) {
	return s.store.pdf(ctx, contractID, number, lang)
}

// SignInput names who signs what; SHA256 is of the Vietnamese document that they saw.
type SignInput struct {
	Actor      party.Actor
	OrgID      ident.ID
	ContractID ident.ID
	Number     int
	SHA256     []byte
	Code       string
}

// signable loads what is to be signed and refuses who may not.
func (s *Service) signable(ctx context.Context, in SignInput) (*Contract, *Document, *Addendum, Actor, error) {
	c, err := s.store.byID(ctx, in.ContractID)
	if err != nil {
		return nil, nil, nil, Actor{}, err
	}
	by, err := asParty(c, in.Actor, in.OrgID)
	if err != nil {
		return nil, nil, nil, by, err
	}
	d, err := s.store.document(ctx, in.ContractID, in.Number)
	if err != nil {
		return nil, nil, nil, by, err
	}
	var addendum *Addendum
	switch {
	case d.AddendumID == ident.Nil && in.Number != c.Document:
		err = ErrHash // a later document took its place
	case !slices.Contains(d.Parties, in.OrgID):
		err = ErrRole
	case d.Signed(in.OrgID):
		err = ErrSignedAlready
	case d.AddendumID == ident.Nil:
		_, _, err = c.Apply(ActionSign, by, 0, s.Clock.Now())
	default:
		if addendum, err = s.store.addendum(ctx, d.AddendumID); err == nil {
			_, _, err = addendum.Apply(AddendumSign, by, 0, s.Clock.Now())
		}
	}
	return c, d, addendum, by, err
}

// IssueCode makes a one-time code for a person to sign with; the flow sends it.
// Only its hash is kept; an earlier code is void. Errors: ErrNotFound, ErrRole,
// ErrNotAllowed, ErrSignedAlready, ErrCodeTooOften.
func (s *Service) IssueCode(ctx context.Context, in SignInput) (code string, expires time.Time, err error) {
	now := s.Clock.Now()
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.store.lock(ctx, in.ContractID); err != nil {
			return err
		}
		if _, _, _, _, err := s.signable(ctx, in); err != nil {
			return err
		}
		last, err := s.store.lastCode(ctx, in)
		if err != nil {
			return err
		}
		if last != nil && now.Sub(last.created) < codeEvery {
			return ErrCodeTooOften.RetryAfter(int(codeEvery.Seconds()))
		}
		n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
		if err != nil {
			return fmt.Errorf("draw a signing code: %w", err)
		}
		id := ident.New()
		code, expires = fmt.Sprintf("%0*d", codeDigits, n.Int64()), now.Add(CodeLasts)
		return s.store.insertCode(ctx, in, id, hashCode(id, code), expires, now)
	})
	return code, expires, err
}

// hashCode binds a code to its row, so that equal codes have different hashes.
func hashCode(id ident.ID, code string) []byte {
	h := sha256.Sum256(append(id[:], code...))
	return h[:]
}

// CheckCode looks at a code before Sign uses it. It must run outside a larger
// transaction: a wrong try counts even though the request fails. Errors: ErrCode
// (Meta "triesLeft"), ErrCodeExpired, those of signable.
func (s *Service) CheckCode(ctx context.Context, in SignInput) (codeID ident.ID, err error) {
	wrong := -1
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		wrong = -1
		if _, err := s.store.lock(ctx, in.ContractID); err != nil {
			return err
		}
		if _, _, _, _, err := s.signable(ctx, in); err != nil {
			return err
		}
		last, err := s.store.lastCode(ctx, in)
		if err != nil {
			return err
		}
		if last == nil || last.used || last.tries == 0 || !s.Clock.Now().Before(last.expires) {
			return ErrCodeExpired
		}
		if subtle.ConstantTimeCompare(hashCode(last.id, in.Code), last.hash) != 1 {
			wrong = last.tries - 1
			return s.store.countTry(ctx, last.id)
		}
		codeID = last.id
		return nil
	})
	if err == nil && wrong >= 0 {
		return ident.Nil, ErrCode.With("triesLeft", wrong).At("/code")
	}
	return codeID, err
}

// Signing is what a signature brought about.
type Signing struct {
	Contract *Contract
	Document *Document
	Complete bool      // it was the last one
	Addendum *Addendum // in force now; nil: the contract itself
}

// Sign keeps a signature over a document with a code that CheckCode found good. The
// last one brings the contract or the addendum into force. Errors: ErrHash,
// ErrCodeExpired, those of signable.
func (s *Service) Sign(ctx context.Context, in SignInput, codeID ident.ID) (*Signing, error) {
	var out Signing
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.store.lock(ctx, in.ContractID); err != nil {
			return err
		}
		c, d, addendum, by, err := s.signable(ctx, in)
		if err != nil {
			return err
		}
		if !bytes.Equal(d.SHA256VI, in.SHA256) {
			return ErrHash
		}
		now := s.Clock.Now()
		if err := s.store.useCode(ctx, codeID, now); err != nil {
			return err
		}
		if err := s.store.insertSignature(ctx, in, codeID, now); err != nil {
			return err
		}
		if d, err = s.store.document(ctx, in.ContractID, in.Number); err != nil {
			return err
		}
		out = Signing{Document: d, Complete: len(d.Signatures) == len(d.Parties), Addendum: addendum}
		if addendum == nil {
			err = s.signed(ctx, *c, by, out.Complete)
		} else {
			out.Addendum, err = s.signedAddendum(ctx, *c, *addendum, by, out.Complete)
		}
		if err != nil {
			return err
		}
		out.Contract, err = s.store.byID(ctx, c.ID)
		return err
	})
	return &out, err
}

// signed moves the contract after a signature.
func (s *Service) signed(ctx context.Context, c Contract, by Actor, complete bool) error {
	now := s.Clock.Now()
	next, event, err := c.Apply(ActionSign, by, 0, now)
	if err != nil {
		return err
	}
	if err := s.write(ctx, next, event); err != nil || !complete {
		return err
	}
	active, event, err := next.Apply(ActionActivate, Actor{Role: RoleSystem}, 0, now)
	if err != nil {
		return err
	}
	if err := s.write(ctx, active, event); err != nil {
		return err
	}
	// What was agreed on while time went by must leave everybody the lead time.
	if err := s.store.catchUp(ctx, c.ID, calendar.Day(now), now); err != nil {
		return err
	}
	list, err := deposits(active, now)
	if err != nil {
		return err
	}
	for _, o := range list {
		if err := s.store.insertObligation(ctx, o); err != nil {
			return err
		}
		if err := s.store.putDeposit(ctx, o.ShareID, o.Amount); err != nil {
			return err
		}
	}
	return nil
}
