package api

import (
	"bytes"
	"context"
	"io"

	"github.com/chophien/chophien/internal/dossier"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
)

// GetOcopRules answers with the programme's lists and tables.
func (s *Server) GetOcopRules(ctx context.Context, _ GetOcopRulesRequestObject) (GetOcopRulesResponseObject, error) {
	return GetOcopRules200JSONResponse(toAPIOcopRules(ocop.RuleSetOn(ocop.DateOf(s.Clock.Now())), langFrom(ctx))), nil
}

// ownDoor is the door of a cooperative, deskDoor the Alliance's.
func ownDoor(ctx context.Context, orgID ident.ID) dossier.Door {
	return dossier.Door{Actor: actorFrom(ctx), OrgID: orgID}
}

func deskDoor(ctx context.Context) dossier.Door { return dossier.Door{Actor: actorFrom(ctx)} }

// ListOcopHoldings answers with the cooperative's certificates.
func (s *Server) ListOcopHoldings(ctx context.Context, r ListOcopHoldingsRequestObject) (ListOcopHoldingsResponseObject, error) {
	list, err := s.Dossier.Holdings(ctx, ownDoor(ctx, r.OrgId))
	if err != nil {
		return nil, err
	}
	return ListOcopHoldings200JSONResponse(toAPIHoldings(list, langFrom(ctx))), nil
}

// ListEndingCertificates answers with certificates that end soon.
func (s *Server) ListEndingCertificates(ctx context.Context, _ ListEndingCertificatesRequestObject) (ListEndingCertificatesResponseObject, error) {
	list, err := s.Dossier.Holdings(ctx, deskDoor(ctx))
	if err != nil {
		return nil, err
	}
	return ListEndingCertificates200JSONResponse(toAPIHoldings(list, langFrom(ctx))), nil
}

// ListDossiers answers with a page of the cooperative's dossiers.
func (s *Server) ListDossiers(ctx context.Context, r ListDossiersRequestObject) (ListDossiersResponseObject, error) {
	page, err := s.Dossier.List(ctx, ownDoor(ctx, r.OrgId), dossier.Status(value(r.Params.Status)), value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListDossiers200JSONResponse(toAPIDossierPage(page, langFrom(ctx))), nil
}

// ListAllDossiers answers with a page of all dossiers.
func (s *Server) ListAllDossiers(ctx context.Context, r ListAllDossiersRequestObject) (ListAllDossiersResponseObject, error) {
	page, err := s.Dossier.List(ctx, deskDoor(ctx), dossier.Status(value(r.Params.Status)), value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListAllDossiers200JSONResponse(toAPIDossierPage(page, langFrom(ctx))), nil
}

// CreateDossier opens a dossier.
func (s *Server) CreateDossier(ctx context.Context, r CreateDossierRequestObject) (CreateDossierResponseObject, error) {
	v, err := s.Dossier.Create(ctx, dossier.CreateInput{
		Door: ownDoor(ctx, r.OrgId), Key: r.Params.IdempotencyKey, ProductID: r.Body.ProductId, Subgroup: r.Body.Subgroup, TargetStars: r.Body.TargetStars,
	})
	if err != nil {
		return nil, err
	}
	return CreateDossier201JSONResponse(toAPIOcopDossier(v, ownDoor(ctx, r.OrgId), langFrom(ctx))), nil
}

// OpenDossierFor opens a dossier for a cooperative.
func (s *Server) OpenDossierFor(ctx context.Context, r OpenDossierForRequestObject) (OpenDossierForResponseObject, error) {
	v, err := s.Dossier.Create(ctx, dossier.CreateInput{
		Door: deskDoor(ctx), Key: r.Params.IdempotencyKey, ProductID: r.Body.ProductId, Subgroup: r.Body.Subgroup, TargetStars: r.Body.TargetStars,
	})
	if err != nil {
		return nil, err
	}
	return OpenDossierFor201JSONResponse(toAPIOcopDossier(v, deskDoor(ctx), langFrom(ctx))), nil
}

// GetDossier answers the cooperative with one dossier.
func (s *Server) GetDossier(ctx context.Context, r GetDossierRequestObject) (GetDossierResponseObject, error) {
	v, err := s.Dossier.Show(ctx, ownDoor(ctx, r.OrgId), r.DossierId)
	if err != nil {
		return nil, err
	}
	return GetDossier200JSONResponse(toAPIOcopDossier(v, ownDoor(ctx, r.OrgId), langFrom(ctx))), nil
}

// GetAnyDossier answers the Alliance with one dossier.
func (s *Server) GetAnyDossier(ctx context.Context, r GetAnyDossierRequestObject) (GetAnyDossierResponseObject, error) {
	v, err := s.Dossier.Show(ctx, deskDoor(ctx), r.DossierId)
	if err != nil {
		return nil, err
	}
	return GetAnyDossier200JSONResponse(toAPIOcopDossier(v, deskDoor(ctx), langFrom(ctx))), nil
}

// SaveDossierScores replaces the cooperative's own scores.
func (s *Server) SaveDossierScores(ctx context.Context, r SaveDossierScoresRequestObject) (SaveDossierScoresResponseObject, error) {
	v, err := s.Dossier.SaveScores(ctx, dossier.SaveInput{
		Door: ownDoor(ctx, r.OrgId), ID: r.DossierId, Version: r.Body.Version, Subgroup: r.Body.Subgroup, TargetStars: r.Body.TargetStars,
		Scores: toAPIAll(r.Body.Scores, func(sc DossierScore) dossier.Score {
			return dossier.Score{Criterion: sc.Criterion, Points: sc.Points, Note: value(sc.Note)}
		}),
	})
	if err != nil {
		return nil, err
	}
	return SaveDossierScores200JSONResponse(toAPIOcopDossier(v, ownDoor(ctx, r.OrgId), langFrom(ctx))), nil
}

// ActOnDossier submits or withdraws.
func (s *Server) ActOnDossier(ctx context.Context, r ActOnDossierRequestObject) (ActOnDossierResponseObject, error) {
	v, err := s.Dossier.Act(ctx, fromAPIDossierAct(ownDoor(ctx, r.OrgId), r.DossierId, *r.Body))
	if err != nil {
		return nil, err
	}
	return ActOnDossier200JSONResponse(toAPIOcopDossier(v, ownDoor(ctx, r.OrgId), langFrom(ctx))), nil
}

// RecordOnDossier records what councils decided.
func (s *Server) RecordOnDossier(ctx context.Context, r RecordOnDossierRequestObject) (RecordOnDossierResponseObject, error) {
	v, err := s.Dossier.Act(ctx, fromAPIDossierAct(deskDoor(ctx), r.DossierId, *r.Body))
	if err != nil {
		return nil, err
	}
	return RecordOnDossier200JSONResponse(toAPIOcopDossier(v, deskDoor(ctx), langFrom(ctx))), nil
}

// CommentOnDossier writes to the Alliance.
func (s *Server) CommentOnDossier(ctx context.Context, r CommentOnDossierRequestObject) (CommentOnDossierResponseObject, error) {
	v, err := s.Dossier.Comment(ctx, ownDoor(ctx, r.OrgId), r.DossierId, r.Params.IdempotencyKey, r.Body.Body)
	if err != nil {
		return nil, err
	}
	return CommentOnDossier201JSONResponse(toAPIOcopDossier(v, ownDoor(ctx, r.OrgId), langFrom(ctx))), nil
}

// CommentOnAnyDossier writes to the cooperative.
func (s *Server) CommentOnAnyDossier(ctx context.Context, r CommentOnAnyDossierRequestObject) (CommentOnAnyDossierResponseObject, error) {
	v, err := s.Dossier.Comment(ctx, deskDoor(ctx), r.DossierId, r.Params.IdempotencyKey, r.Body.Body)
	if err != nil {
		return nil, err
	}
	return CommentOnAnyDossier201JSONResponse(toAPIOcopDossier(v, deskDoor(ctx), langFrom(ctx))), nil
}

// AssignDossier says who looks after a dossier.
func (s *Server) AssignDossier(ctx context.Context, r AssignDossierRequestObject) (AssignDossierResponseObject, error) {
	v, err := s.Dossier.Assign(ctx, deskDoor(ctx), r.DossierId, value(r.Body.UserId))
	if err != nil {
		return nil, err
	}
	return AssignDossier200JSONResponse(toAPIOcopDossier(v, deskDoor(ctx), langFrom(ctx))), nil
}

// ListOcopStaff answers with who can look after dossiers.
func (s *Server) ListOcopStaff(ctx context.Context, _ ListOcopStaffRequestObject) (ListOcopStaffResponseObject, error) {
	staff, err := s.Dossier.Staff(ctx, deskDoor(ctx))
	if err != nil {
		return nil, err
	}
	return ListOcopStaff200JSONResponse{Items: toAPIStaff(staff)}, nil
}

// GetOcopFigures counts a half-year.
func (s *Server) GetOcopFigures(ctx context.Context, r GetOcopFiguresRequestObject) (GetOcopFiguresResponseObject, error) {
	half := ocop.Half{Year: value(r.Params.Year), Number: max(1, value(r.Params.Half))}
	f, err := s.Dossier.Figures(ctx, deskDoor(ctx), half)
	if err != nil {
		return nil, err
	}
	return GetOcopFigures200JSONResponse{
		Year: f.Half.Year, Half: f.Half.Number, New: f.New, Cooperatives: f.Cooperatives, ReEvaluated: f.ReEvaluated, Supported: f.Supported,
		FrameNew: f.Frame.New, FrameReEvaluated: f.Frame.ReEvaluated, FrameSupported: f.Frame.Supported,
	}, nil
}

// ExportDossiers sends all dossiers as a spreadsheet.
func (s *Server) ExportDossiers(ctx context.Context, _ ExportDossiersRequestObject) (ExportDossiersResponseObject, error) {
	file, err := s.Dossier.Export(ctx, deskDoor(ctx), langFrom(ctx))
	if err != nil {
		return nil, err
	}
	return ExportDossiers200ApplicationvndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{Body: file}, nil
}

// AddDossierFile keeps evidence.
func (s *Server) AddDossierFile(ctx context.Context, r AddDossierFileRequestObject) (AddDossierFileResponseObject, error) {
	f, err := s.addFile(ctx, ownDoor(ctx, r.OrgId), r.DossierId, value(r.Params.Criterion), value(r.Params.Name), r.Body)
	if err != nil {
		return nil, err
	}
	return AddDossierFile201JSONResponse(f), nil
}

// AddDecisionFile keeps a decision's file.
func (s *Server) AddDecisionFile(ctx context.Context, r AddDecisionFileRequestObject) (AddDecisionFileResponseObject, error) {
	f, err := s.addFile(ctx, deskDoor(ctx), r.DossierId, "", value(r.Params.Name), r.Body)
	if err != nil {
		return nil, err
	}
	return AddDecisionFile201JSONResponse(f), nil
}

func (s *Server) addFile(ctx context.Context, door dossier.Door, id ident.ID, criterion, name string, body io.Reader) (DossierFileRef, error) {
	data, err := upload(body)
	if err != nil {
		return DossierFileRef{}, err
	}
	f, err := s.Dossier.AddFile(ctx, dossier.AddFileInput{Door: door, ID: id, Criterion: criterion, Name: name, Data: data})
	return DossierFileRef{Id: f.ID, Name: f.Name, Criterion: f.Criterion}, err
}

// GetDossierFile sends a file to the cooperative.
func (s *Server) GetDossierFile(ctx context.Context, r GetDossierFileRequestObject) (GetDossierFileResponseObject, error) {
	_, data, err := s.Dossier.File(ctx, ownDoor(ctx, r.OrgId), r.DossierId, r.EvidenceId)
	if err != nil {
		return nil, err
	}
	return GetDossierFile200ApplicationoctetStreamResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// GetAnyDossierFile sends a file to the Alliance.
func (s *Server) GetAnyDossierFile(ctx context.Context, r GetAnyDossierFileRequestObject) (GetAnyDossierFileResponseObject, error) {
	_, data, err := s.Dossier.File(ctx, deskDoor(ctx), r.DossierId, r.EvidenceId)
	if err != nil {
		return nil, err
	}
	return GetAnyDossierFile200ApplicationoctetStreamResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// RemoveDossierFile takes a file out of a draft.
func (s *Server) RemoveDossierFile(ctx context.Context, r RemoveDossierFileRequestObject) (RemoveDossierFileResponseObject, error) {
	if err := s.Dossier.RemoveFile(ctx, ownDoor(ctx, r.OrgId), r.DossierId, r.EvidenceId); err != nil {
		return nil, err
	}
	return RemoveDossierFile204Response{}, nil
}
