package offer

import (
	"bytes"
	"context"
	"crypto/sha256"
	"net/http"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/db/idempotency"
)

// MaxFile is the largest file that a message may carry, in bytes.
const MaxFile = 10 << 20

const maxFiles = 10

// Message is what one side wrote to the other.
type Message struct {
	ID      ident.ID
	OrgID   ident.ID
	OrgName string
	Author  string // a person's name; empty once the account was erased
	Body    string
	Files   []File
	At      time.Time
}

// File is a file that belongs to an offer.
type File struct {
	ID        ident.ID
	Name      string
	MediaType string
	Size      int
	SHA256    []byte
	key       string
}

// PostInput is a message to write.
type PostInput struct {
	Actor   party.Actor
	OfferID ident.ID
	Key     string // Idempotency-Key
	Body    string
	Files   []ident.ID // uploaded before
}

// side returns for which organisation the actor writes. The Alliance only reads.
func (s *Service) side(ctx context.Context, actor party.Actor, offerID ident.ID) (ident.ID, error) {
	o, n, role, err := s.See(ctx, actor, offerID)
	if err != nil {
		return ident.Nil, err
	}
	switch role {
	case RoleBuyer:
		return n.BuyerOrgID, nil
	case RoleCooperative:
		if _, leads := actor.MemberOf(o.OrgID); leads {
			return o.OrgID, nil
		}
		for _, m := range o.Members {
			if _, ok := actor.MemberOf(m.OrgID); ok {
				return m.OrgID, nil
			}
		}
	case RoleAlliance, RoleSystem:
	}
	return ident.Nil, ErrRole
}

// Post writes a message; also after the deadline, for people must be able to talk.
// A repeated key writes it once. Errors: request.invalid, ErrNotFound, ErrRole,
// idempotency.ErrReused.
func (s *Service) Post(ctx context.Context, in PostInput) (*Message, error) {
	in.Body = strings.TrimSpace(in.Body)
	orgID, err := s.side(ctx, in.Actor, in.OfferID)
	if err != nil {
		return nil, err
	}
	var f apperr.Fields
	if n := utf8.RuneCountInString(in.Body); n < 1 || n > 4000 {
		f.AddErr("/body", errBody)
	}
	if len(in.Files) > maxFiles {
		f.AddErr("/files", errFiles)
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	var out *Message
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		fresh := ident.New()
		id, err := idempotency.Claim(ctx, s.DB, idempotency.Key{UserID: in.Actor.UserID, Operation: "offer.post:" + in.OfferID.String(), Value: in.Key},
			[]any{in.Body, in.Files}, fresh, s.Clock.Now())
		if err != nil {
			return err
		}
		if id == fresh {
			if err := s.store.insertMessage(ctx, in, id, orgID, s.Clock.Now()); err != nil {
				return err
			}
		}
		list, err := s.store.messages(ctx, in.OfferID, id)
		if err == nil && len(list) == 1 {
			out = &list[0]
		}
		return err
	})
	return out, err
}

// Messages lists what was written about an offer, oldest first. Errors: ErrNotFound.
func (s *Service) Messages(ctx context.Context, actor party.Actor, offerID ident.ID) ([]Message, error) {
	if _, _, _, err := s.See(ctx, actor, offerID); err != nil {
		return nil, err
	}
	return s.store.messages(ctx, offerID, ident.Nil)
}

// extensions of the types that are taken, by what their bytes say.
func extensionOf(data []byte, name string) (ext, mediaType string) {
	switch http.DetectContentType(data) {
	case "application/pdf":
		return "pdf", "application/pdf"
	case "image/jpeg":
		return "jpg", "image/jpeg"
	case "image/png":
		return "png", "image/png"
	case "application/zip":
		// An Office file is a zip whose directory names its own kind; macros make it another.
		switch {
		case bytes.Contains(data, []byte("vbaProject")):
		case bytes.Contains(data, []byte("xl/")) && strings.EqualFold(path.Ext(name), ".xlsx"):
			return "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		case bytes.Contains(data, []byte("word/")) && strings.EqualFold(path.Ext(name), ".docx"):
			return "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
		}
	}
	return "", ""
}

// Upload keeps a file for a message to come. It is private: it is stored under a
// key that nobody can guess and nothing serves, and read through Download only.
// Errors: ErrNotFound, ErrRole, ErrFile.
func (s *Service) Upload(ctx context.Context, actor party.Actor, offerID ident.ID, name string, data []byte) (*File, error) {
	orgID, err := s.side(ctx, actor, offerID)
	if err != nil {
		return nil, err
	}
	name = strings.TrimSpace(path.Base(strings.ReplaceAll(name, `\`, "/")))
	ext, media := extensionOf(data, name)
	if name == "." || name == "" {
		name = "tep." + ext
	}
	if n := utf8.RuneCountInString(name); ext == "" || len(data) > MaxFile || n < 1 || n > 160 || strings.ContainsAny(name, "\r\n\x00\"") {
		return nil, ErrFile
	}
	sum := sha256.Sum256(data)
	f := File{ID: ident.New(), Name: name, MediaType: media, Size: len(data), SHA256: sum[:], key: blob.PrivateKey(ext)}
	if err := s.Blobs.PutPrivate(ctx, f.key, data); err != nil {
		return nil, err
	}
	return &f, s.store.insertFile(ctx, offerID, orgID, f, s.Clock.Now())
}

// Download reads a file of an offer. Errors: ErrNotFound, ErrFileNotFound.
func (s *Service) Download(ctx context.Context, actor party.Actor, offerID, fileID ident.ID) (*File, []byte, error) {
	if _, _, _, err := s.See(ctx, actor, offerID); err != nil {
		return nil, nil, err
	}
	f, err := s.store.file(ctx, offerID, fileID)
	if err != nil {
		return nil, nil, err
	}
	data, err := s.Blobs.GetPrivate(ctx, f.key)
	return f, data, err
}
