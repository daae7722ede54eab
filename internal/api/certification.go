package api

import (
	"bytes"
	"context"
	"time"

	"github.com/chophien/chophien/internal/certification"
	"github.com/chophien/chophien/internal/ident"
)

// ListCertifications answers with what the cooperative was certified for.
func (s *Server) ListCertifications(ctx context.Context, r ListCertificationsRequestObject) (ListCertificationsResponseObject, error) {
	list, err := s.Certification.List(ctx, r.OrgId)
	if err != nil {
		return nil, err
	}
	return ListCertifications200JSONResponse{Items: toAPIAll(list, func(c certification.Certification) Certification {
		return toAPICertification(c, s.Certification.Today(), langFrom(ctx))
	})}, nil
}

// AddCertification adds one.
func (s *Server) AddCertification(ctx context.Context, r AddCertificationRequestObject) (AddCertificationResponseObject, error) {
	c, err := s.Certification.Add(ctx, certifying(ctx, r.OrgId), r.Params.IdempotencyKey, fromAPICertification(*r.Body))
	if err != nil {
		return nil, err
	}
	return AddCertification201JSONResponse(toAPICertification(c, s.Certification.Today(), langFrom(ctx))), nil
}

// EditCertification replaces what is said of one.
func (s *Server) EditCertification(ctx context.Context, r EditCertificationRequestObject) (EditCertificationResponseObject, error) {
	b := *r.Body
	f := fromAPICertification(CertificationInput{
		ProductId: b.ProductId, Kind: b.Kind, Name: b.Name, Number: b.Number, Issuer: b.Issuer, IssuedOn: b.IssuedOn, ExpiresOn: b.ExpiresOn,
	})
	f.FilePublic = b.FilePublic
	c, err := s.Certification.Edit(ctx, certifying(ctx, r.OrgId), r.CertificationId, b.Version, f)
	if err != nil {
		return nil, err
	}
	return EditCertification200JSONResponse(toAPICertification(c, s.Certification.Today(), langFrom(ctx))), nil
}

// RemoveCertification takes one away.
func (s *Server) RemoveCertification(ctx context.Context, r RemoveCertificationRequestObject) (RemoveCertificationResponseObject, error) {
	if err := s.Certification.Remove(ctx, certifying(ctx, r.OrgId), r.CertificationId); err != nil {
		return nil, err
	}
	return RemoveCertification204Response{}, nil
}

// PutCertificationFile keeps the file of one.
func (s *Server) PutCertificationFile(ctx context.Context, r PutCertificationFileRequestObject) (PutCertificationFileResponseObject, error) {
	data, err := upload(r.Body)
	if err != nil {
		return nil, err
	}
	c, err := s.Certification.PutFile(ctx, certifying(ctx, r.OrgId), r.CertificationId, value(r.Params.Name), data)
	if err != nil {
		return nil, err
	}
	return PutCertificationFile201JSONResponse(toAPICertification(c, s.Certification.Today(), langFrom(ctx))), nil
}

// GetCertificationFile sends the file of one to its cooperative.
func (s *Server) GetCertificationFile(ctx context.Context, r GetCertificationFileRequestObject) (GetCertificationFileResponseObject, error) {
	_, data, err := s.Certification.File(ctx, r.OrgId, r.CertificationId)
	if err != nil {
		return nil, err
	}
	return GetCertificationFile200ApplicationoctetStreamResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// GetPublicCertificationFile sends a public file to anybody.
func (s *Server) GetPublicCertificationFile(ctx context.Context, r GetPublicCertificationFileRequestObject) (GetPublicCertificationFileResponseObject, error) {
	_, data, err := s.Certification.PublicFile(ctx, r.CertificationId)
	if err != nil {
		return nil, err
	}
	return GetPublicCertificationFile200ApplicationoctetStreamResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

func certifying(ctx context.Context, orgID ident.ID) certification.By {
	return certification.By{UserID: actorFrom(ctx).UserID, OrgID: orgID}
}

func fromAPICertification(in CertificationInput) certification.Facts {
	f := certification.Facts{
		ProductID: value(in.ProductId), Kind: certification.Kind(in.Kind), Name: value(in.Name), Number: in.Number, Issuer: in.Issuer, IssuedOn: in.IssuedOn.Time,
	}
	if in.ExpiresOn != nil {
		f.ExpiresOn = in.ExpiresOn.Time
	}
	return f
}

func toAPICertification(c certification.Certification, today time.Time, lang string) Certification {
	return Certification{
		Id: c.ID, ProductId: optional(c.ProductID), ProductName: c.ProductName.In(lang), Kind: CertificationKind(c.Kind), Name: optional(c.Name), Number: c.Number,
		Issuer: c.Issuer, IssuedOn: toAPIDate(c.IssuedOn), ExpiresOn: optionalDate(c.ExpiresOn), State: CertificationState(c.State(today)),
		FileName: optional(c.FileName), FilePublic: c.FilePublic, Sample: c.Sample, Version: c.Version, UpdatedAt: c.UpdatedAt,
	}
}
