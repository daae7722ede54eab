package dossier

import (
	"context"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
)

// SeedInput is a sample dossier in the middle of its life.
type SeedInput struct {
	OrgID, ProductID      ident.ID
	Kind                  Kind
	Subgroup, TargetStars int
	// Path are the states that it went through after draft, the last one being where it stands.
	Path   []Status
	Days   int // how long ago it was opened
	Scores []Score
	Rounds []Round // one by each council on the path, in order
	// Words are comments, in turns of the Alliance and the cooperative.
	Words      []string
	AllianceID ident.ID
	AssigneeID ident.ID // ident.Nil: nobody
}

// Seed writes a sample dossier unless its product has one. What was certified hangs
// on the product's newest certificate. It is for the demo only.
func (s *Service) Seed(ctx context.Context, in SeedInput) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		there, err := s.store.any(ctx, in.ProductID)
		if err != nil || there {
			return err
		}
		now := s.Clock.Now()
		opened := now.AddDate(0, 0, -in.Days)
		d := Dossier{
			ID: ident.New(), Code: "OCOP-" + ident.Code(6), OrgID: in.OrgID, ProductID: in.ProductID, Kind: in.Kind, Status: StatusDraft,
			RuleSet: ocop.RuleSetOn(ocop.DateOf(opened)).Code, Subgroup: in.Subgroup, TargetStars: in.TargetStars, Sample: true, Version: 1,
			CreatedAt: opened, UpdatedAt: opened,
		}
		if err := s.store.insert(ctx, d, ident.Nil); err != nil {
			return err
		}
		if err := s.store.saveScores(ctx, d, in.Scores, opened); err != nil {
			return err
		}
		if err := s.seedPath(ctx, &d, in, opened); err != nil {
			return err
		}
		for i, body := range in.Words {
			author := in.OrgID
			if i%2 == 0 {
				author = in.AllianceID
			}
			if err := s.store.insertComment(ctx, d.ID, ident.New(), ident.Nil, author, body, opened.AddDate(0, 0, i+1)); err != nil {
				return err
			}
		}
		if in.AssigneeID != ident.Nil {
			return s.store.assign(ctx, d, in.AssigneeID, opened.AddDate(0, 0, 1))
		}
		return nil
	})
}

// seedPath walks a sample through its states, a few days each.
func (s *Service) seedPath(ctx context.Context, d *Dossier, in SeedInput, opened time.Time) error {
	rounds := in.Rounds
	for i, st := range in.Path {
		at := opened.AddDate(0, 0, (i+1)*in.Days/(len(in.Path)+1))
		d.Status = st
		switch st { //nolint:exhaustive // nothing goes with the others
		case StatusSubmitted:
			d.SubmittedAt = at
		case StatusCommunePrescore, StatusProvinceScored, StatusCentralScored:
			if len(rounds) > 0 {
				r := rounds[0]
				rounds = rounds[1:]
				r.ID, r.At, r.DecidedOn = ident.New(), at, ocop.DateOf(at)
				if r.Points != nil {
					r.Stars = ocop.StarsFor(*r.Points)
				}
				if err := s.store.insertRound(ctx, d.ID, r, ident.Nil); err != nil {
					return err
				}
			}
		case StatusCertified:
			id, issued, err := s.store.newestCertificate(ctx, d.ProductID)
			if err != nil {
				return err
			}
			if d.CertificateID = id; !issued.IsZero() {
				d.CertifiedAt = issued
			}
		}
		if err := s.store.step(ctx, *d, ident.Nil, "", at); err != nil {
			return err
		}
	}
	return nil
}
