package ticket

import (
	"context"
	"crypto/sha256"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/blob"
)

// AddFileInput is a piece of evidence.
type AddFileInput struct {
	Actor  party.Actor
	ID     ident.ID
	Secret string
	Name   string
	Data   []byte
}

// AddFile keeps evidence as it was handed in, never to be changed; the same file
// again is the same evidence. Errors: ErrNotFound, ErrNotAllowed, ErrFile,
// ErrTooManyFiles.
func (s *Service) AddFile(ctx context.Context, in AddFileInput) (Full, error) {
	t, side, err := s.see(ctx, in.Actor, in.ID, in.Secret, false)
	if err != nil {
		return Full{}, err
	}
	if !t.State.Open() {
		return Full{}, ErrNotAllowed
	}
	ext, media := mediaOf(in.Data)
	if ext == "" || len(in.Data) > MaxFile {
		return Full{}, ErrFile
	}
	name := strings.TrimSpace(path.Base(strings.ReplaceAll(in.Name, `\`, "/")))
	if n := utf8.RuneCountInString(name); name == "." || n < 1 || n > 160 || strings.ContainsAny(name, "\r\n\x00\"") {
		name = "chung-cu." + ext
	}
	sum, now := sha256.Sum256(in.Data), s.Clock.Now()
	f := File{ID: ident.New(), Side: side, Name: name, MediaType: media, Size: len(in.Data), SHA256: sum[:], At: now, key: blob.PrivateKey(ext)}
	if err := s.Blobs.PutPrivate(ctx, f.key, in.Data); err != nil {
		return Full{}, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		t, err := s.store.byID(ctx, in.ID, true)
		if err != nil {
			return err
		}
		if !t.State.Open() {
			return ErrNotAllowed
		}
		files, err := s.store.files(ctx, in.ID)
		if err != nil {
			return err
		}
		for _, old := range files {
			if string(old.SHA256) == string(f.SHA256) {
				return nil
			}
		}
		if len(files) >= maxFiles {
			return ErrTooManyFiles
		}
		if err := s.store.insertFile(ctx, in.ID, f); err != nil {
			return err
		}
		return s.store.insertEvent(ctx, in.ID, "filed", side, in.Actor.UserID, name, now)
	})
	if err != nil {
		return Full{}, err
	}
	return s.full(ctx, in.ID, side)
}

// ReadFile returns evidence to whoever may see the ticket. Errors: ErrNotFound,
// ErrFileNotFound.
func (s *Service) ReadFile(ctx context.Context, actor party.Actor, id, fileID ident.ID, secret string) (File, []byte, error) {
	if _, _, err := s.see(ctx, actor, id, secret, false); err != nil {
		return File{}, nil, err
	}
	files, err := s.store.files(ctx, id)
	if err != nil {
		return File{}, nil, err
	}
	for _, f := range files {
		if f.ID == fileID {
			data, err := s.Blobs.GetPrivate(ctx, f.key)
			return f, data, err
		}
	}
	return File{}, nil, ErrFileNotFound
}
