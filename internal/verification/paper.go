package verification

import (
	"context"
	"crypto/sha256"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/platform/blob"
	"github.com/chophien/chophien/internal/platform/jobs"
)

// AddPaperInput is a file to hand in.
type AddPaperInput struct {
	Actor party.Actor
	OrgID ident.ID
	Kind  PaperKind
	Name  string
	Data  []byte
}

// AddPaper keeps a paper encrypted; the same file again is the same paper. Errors:
// organisation.not_found, auth.owner_only, request.invalid, ErrFile, ErrTooManyFiles.
func (s *Service) AddPaper(ctx context.Context, in AddPaperInput) (Paper, error) {
	if err := owner(in.Actor, in.OrgID); err != nil {
		return Paper{}, err
	}
	if !in.Kind.known() {
		return Paper{}, apperr.ErrInvalid.AtField("?kind", errKind)
	}
	ext, media := mediaOf(in.Data)
	if ext == "" || len(in.Data) > MaxPaper {
		return Paper{}, ErrFile
	}
	name := strings.TrimSpace(path.Base(strings.ReplaceAll(in.Name, `\`, "/")))
	if n := utf8.RuneCountInString(name); name == "." || n < 1 || n > 160 || strings.ContainsAny(name, "\r\n\x00\"") {
		name = "giay-to." + ext
	}
	sum := sha256.Sum256(in.Data)
	p := Paper{ID: ident.New(), Kind: in.Kind, Name: name, MediaType: media, Size: len(in.Data), SHA256: sum[:], AddedAt: s.Clock.Now(), key: blob.PrivateKey("bin")}
	there, err := s.store.papers(ctx, in.OrgID)
	if err != nil {
		return p, err
	}
	kept := 0
	for _, old := range there {
		if !old.DeletedAt.IsZero() {
			continue
		}
		if kept++; string(old.SHA256) == string(p.SHA256) {
			return old, nil
		}
	}
	if kept >= MaxPapers {
		return p, ErrTooManyFiles
	}
	// The file first: a row without one would promise what nobody can open.
	if err := s.Blobs.PutPrivate(ctx, p.key, s.Box.Seal(in.Data, p.ID.String())); err != nil {
		return p, err
	}
	return p, s.store.insertPaper(ctx, in.OrgID, p, in.Actor.UserID)
}

// RemovePaper deletes a paper that no decision was made with; safe to repeat.
// Errors: organisation.not_found, auth.owner_only.
func (s *Service) RemovePaper(ctx context.Context, actor party.Actor, orgID, id ident.ID) error {
	if err := owner(actor, orgID); err != nil {
		return err
	}
	p, err := s.store.paper(ctx, orgID, id)
	if apperr.KindOf(err) == apperr.KindNotFound {
		return nil
	}
	if err != nil || !p.DeletedAt.IsZero() || !p.CheckedAt.IsZero() {
		return err
	}
	return s.drop(ctx, p)
}

// drop deletes the file, then says so: a repeated try finds nothing to delete.
func (s *Service) drop(ctx context.Context, p Paper) error {
	if err := s.Blobs.Delete(ctx, p.key); err != nil {
		return err
	}
	return s.store.markDeleted(ctx, p.ID, s.Clock.Now())
}

// ReadPaper decrypts a paper for the Alliance, which is written down, or for an
// owner of the organisation. Errors: organisation.not_found, auth.owner_only,
// ErrFileNotFound.
func (s *Service) ReadPaper(ctx context.Context, actor party.Actor, orgID, id ident.ID) (Paper, []byte, error) {
	if err := owner(actor, orgID); err != nil && !actor.IsAlliance() {
		return Paper{}, nil, err
	}
	p, err := s.store.paper(ctx, orgID, id)
	if err != nil {
		return p, nil, err
	}
	if !p.DeletedAt.IsZero() {
		return p, nil, ErrFileNotFound
	}
	sealed, err := s.Blobs.GetPrivate(ctx, p.key)
	if err != nil {
		return p, nil, err
	}
	data, err := s.Box.Open(sealed, p.ID.String())
	if err != nil {
		return p, nil, err
	}
	return p, data, s.Party.Audit(ctx, party.AuditEntry{ActorID: actor.UserID, OrgID: orgID, Action: "verification.read_paper", Subject: id.String()})
}

type sweepArgs struct{}

// Kind names the job.
func (sweepArgs) Kind() string { return "verification.sweep_papers" }

// RegisterJobs lets q delete papers whose time is over.
func (s *Service) RegisterJobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ sweepArgs) error { return s.Sweep(ctx) })
	jobs.Every(q, 24*time.Hour, sweepArgs{})
}

// Sweep deletes the papers that were checked PapersKept ago, and those that nobody
// handed in anything with for a year.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.Clock.Now()
	for {
		papers, err := s.store.over(ctx, now.Add(-PapersKept), now.AddDate(-1, 0, 0))
		if err != nil || len(papers) == 0 {
			return err
		}
		for _, p := range papers {
			if err := s.drop(ctx, p); err != nil {
				return err
			}
		}
	}
}
