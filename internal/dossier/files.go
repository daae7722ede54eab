package dossier

import (
	"context"
	"crypto/sha256"
	"net/http"
	"strings"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
	"github.com/chophien/chophien/internal/platform/blob"
)

const (
	// MaxFile is the largest file, in bytes.
	MaxFile  = 10 << 20
	maxFiles = 60
)

// typeOf says what bytes are by themselves, whatever their name; "" for what is
// not taken.
func typeOf(data []byte) (ext, mediaType string) {
	switch t := http.DetectContentType(data); t {
	case "application/pdf":
		return "pdf", t
	case "image/jpeg":
		return "jpg", t
	case "image/png":
		return "png", t
	}
	return "", ""
}

// fileName keeps what tells a person which file it is, and nothing of its path.
func fileName(name, ext string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '"' {
			return ' '
		}
		return r
	}, name)), " ")
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	if r := []rune(name); len(r) > 100 {
		name = string(r[:100])
	}
	if name = strings.TrimSpace(name); name == "" {
		name = "minh-chung"
	}
	return name + "." + ext
}

// AddFileInput is evidence for a criterion, or a decision where it names none.
type AddFileInput struct {
	Door
	ID        ident.ID
	Criterion string
	Name      string
	Data      []byte
}

// AddFile keeps a file privately: a cooperative's while the dossier is a draft, the
// Alliance's while it is under way. The same bytes for the same criterion are kept
// once. Errors: ErrNotFound, ErrFile, ErrTooManyFiles, ErrNotAllowed.
func (s *Service) AddFile(ctx context.Context, in AddFileInput) (File, error) {
	d, _, err := s.open(ctx, in.Door, in.ID, false)
	if err != nil {
		return File{}, err
	}
	ext, media := typeOf(in.Data)
	if ext == "" || len(in.Data) > MaxFile {
		return File{}, ErrFile
	}
	rules, _ := ocop.RuleSetBy(d.RuleSet)
	if _, ok := rules.PartOf(in.Criterion); !ok && in.Criterion != "" {
		return File{}, ErrFileNotFound
	}
	sum := sha256.Sum256(in.Data)
	f := File{ID: ident.New(), Criterion: in.Criterion, Name: fileName(in.Name, ext), MediaType: media, Size: int64(len(in.Data)), key: blob.PrivateKey(ext)}
	// Outside the transaction: an upload must not hold a connection. Should the row
	// never be written, nobody learns the key.
	if err := s.Blobs.PutPrivate(ctx, f.key, in.Data); err != nil {
		return File{}, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		d, role, err := s.open(ctx, in.Door, in.ID, true)
		if err != nil {
			return err
		}
		if !mayFile(d.Status, role) {
			return ErrNotAllowed.With("status", d.Status)
		}
		files, err := s.store.files(ctx, d.ID, ident.Nil)
		if err != nil {
			return err
		}
		if len(files) >= maxFiles {
			return ErrTooManyFiles
		}
		f.ID, err = s.store.insertFile(ctx, d.ID, f, sum[:], in.Actor.UserID, in.org(), s.Clock.Now())
		return err
	})
	return f, err
}

func mayFile(st Status, r Role) bool {
	return st == StatusDraft || r == RoleAlliance && st.Open()
}

// RemoveFile takes a file of the caller's own side out of a dossier, under the rules
// of AddFile. One that is not there is fine. Errors: ErrNotFound, ErrNotAllowed.
func (s *Service) RemoveFile(ctx context.Context, door Door, id, fileID ident.ID) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		d, role, err := s.open(ctx, door, id, true)
		if err != nil {
			return err
		}
		if !mayFile(d.Status, role) {
			return ErrNotAllowed.With("status", d.Status)
		}
		return s.store.removeFile(ctx, id, fileID, door.org(), s.Clock.Now())
	})
}

// File reads one for whom the door lets in. Errors: ErrNotFound, ErrFileNotFound.
func (s *Service) File(ctx context.Context, door Door, id, fileID ident.ID) (File, []byte, error) {
	if _, _, err := s.open(ctx, door, id, false); err != nil {
		return File{}, nil, err
	}
	files, err := s.store.files(ctx, id, fileID)
	if err != nil {
		return File{}, nil, err
	}
	if len(files) == 0 {
		return File{}, nil, ErrFileNotFound
	}
	data, err := s.Blobs.GetPrivate(ctx, files[0].key)
	return files[0], data, err
}

// Of tells whether the side behind a door uploaded the file.
func (f File) Of(d Door) bool { return f.orgID == d.org() }
