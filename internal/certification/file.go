package certification

import (
	"context"
	"net/http"
	"strings"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/blob"
)

// MaxFile is the largest file, in bytes.
const MaxFile = 10 << 20

// typeOf says what bytes are by themselves, whatever their name; "" for what is not taken.
func typeOf(data []byte) (ext, mediaType string) {
	switch t := http.DetectContentType(data); t {
	case "application/pdf":
		return ".pdf", t
	case "image/jpeg":
		return ".jpg", t
	case "image/png":
		return ".png", t
	}
	return "", ""
}

// fileName keeps what tells a person which file it is.
func fileName(typed, ext string) string {
	if i := strings.LastIndexAny(typed, `/\`); i >= 0 {
		typed = typed[i+1:]
	}
	typed = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '"' {
			return ' '
		}
		return r
	}, typed)), " ")
	if i := strings.LastIndexByte(typed, '.'); i > 0 {
		typed = typed[:i]
	}
	if r := []rune(typed); len(r) > 100 {
		typed = string(r[:100])
	}
	if typed = strings.TrimSpace(typed); typed == "" {
		typed = "giay-chung-nhan"
	}
	return typed + ext
}

// PutFile seals and keeps the file of a certification in place of the one before; it is
// not public until the cooperative says so again. Errors: ErrNotFound, ErrFile.
func (s *Service) PutFile(ctx context.Context, by By, id ident.ID, name string, data []byte) (Certification, error) {
	if _, err := s.store.one(ctx, by.OrgID, id); err != nil {
		return Certification{}, err
	}
	ext, media := typeOf(data)
	if ext == "" || len(data) > MaxFile {
		return Certification{}, ErrFile
	}
	c := Certification{ID: id, FileName: fileName(name, ext), MediaType: media, Size: int64(len(data)), key: blob.PrivateKey("bin")}
	// Outside the transaction: an upload must not hold a connection. Should the row never
	// be written, nobody learns the key.
	if err := s.Blobs.PutPrivate(ctx, c.key, s.Box.Seal(data, c.key)); err != nil {
		return c, err
	}
	var before string
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		old, err := s.store.lock(ctx, by.OrgID, id)
		if err != nil {
			return err
		}
		before = old.key
		return s.store.setFile(ctx, c, s.Clock.Now())
	})
	if err != nil {
		return c, err
	}
	if before != "" {
		if err := s.Blobs.Delete(ctx, before); err != nil {
			return c, err
		}
	}
	return s.store.one(ctx, by.OrgID, id)
}

// File opens a file for its cooperative. Errors: ErrNotFound, ErrFileNotFound.
func (s *Service) File(ctx context.Context, orgID, id ident.ID) (Certification, []byte, error) {
	c, err := s.store.one(ctx, orgID, id)
	if err != nil {
		return c, nil, err
	}
	return s.open(ctx, c)
}

// PublicFile opens a file for anybody: where the cooperative said so, is verified, and
// while the certification holds. Errors: ErrFileNotFound.
func (s *Service) PublicFile(ctx context.Context, id ident.ID) (Certification, []byte, error) {
	c, err := s.store.public(ctx, id, s.Today())
	if err != nil {
		return c, nil, err
	}
	return s.open(ctx, c)
}

func (s *Service) open(ctx context.Context, c Certification) (Certification, []byte, error) {
	if c.key == "" {
		return c, nil, ErrFileNotFound
	}
	sealed, err := s.Blobs.GetPrivate(ctx, c.key)
	if err != nil {
		return c, nil, err
	}
	data, err := s.Box.Open(sealed, c.key)
	return c, data, err
}
