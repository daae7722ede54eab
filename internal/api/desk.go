package api

import (
	"bytes"
	"context"

	"github.com/chophien/chophien/internal/keyset"
	"github.com/chophien/chophien/internal/liaison"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/verification"
)

// SetOrganisationLevel grades an organisation.
func (s *Server) SetOrganisationLevel(ctx context.Context, r SetOrganisationLevelRequestObject) (SetOrganisationLevelResponseObject, error) {
	org, err := s.Party.SetLevel(ctx, actorFrom(ctx), r.OrgId, party.Level(r.Body.Level))
	if err != nil {
		return nil, err
	}
	return SetOrganisationLevel200JSONResponse(toAPIOrganisation(org)), nil
}

// SetOrganisationTrust decides whether a cooperative's goods are checked.
func (s *Server) SetOrganisationTrust(ctx context.Context, r SetOrganisationTrustRequestObject) (SetOrganisationTrustResponseObject, error) {
	org, err := s.Party.SetTrusted(ctx, party.SetTrustedInput{Actor: actorFrom(ctx), OrgID: r.OrgId, Trusted: r.Body.Trusted})
	if err != nil {
		return nil, err
	}
	return SetOrganisationTrust200JSONResponse(toAPIOrganisation(org)), nil
}

// GetVerificationFile returns what the Alliance knows of an organisation's verifying.
func (s *Server) GetVerificationFile(ctx context.Context, r GetVerificationFileRequestObject) (GetVerificationFileResponseObject, error) {
	f, err := s.Verification.Of(ctx, actorFrom(ctx), r.OrgId)
	if err != nil {
		return nil, err
	}
	return GetVerificationFile200JSONResponse(s.toAPIVerificationFile(f)), nil
}

// GetOwnVerification returns what an organisation handed in.
func (s *Server) GetOwnVerification(ctx context.Context, r GetOwnVerificationRequestObject) (GetOwnVerificationResponseObject, error) {
	f, err := s.Verification.Of(ctx, actorFrom(ctx), r.OrgId)
	if err != nil {
		return nil, err
	}
	return GetOwnVerification200JSONResponse(s.toAPIVerificationFile(f)), nil
}

// ListVerifications lists what cooperatives handed in.
func (s *Server) ListVerifications(ctx context.Context, r ListVerificationsRequestObject) (ListVerificationsResponseObject, error) {
	page, err := s.Verification.List(ctx, verification.ListInput{
		Actor: actorFrom(ctx), Open: value(r.Params.Open), Cursor: value(r.Params.Cursor), Limit: limitOf(r.Params.Limit),
	})
	if err != nil {
		return nil, err
	}
	return ListVerifications200JSONResponse{
		Items: toAPIAll(page.Items, s.toAPIVerification), NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped,
	}, nil
}

// SubmitVerification hands in what is to be verified.
func (s *Server) SubmitVerification(ctx context.Context, r SubmitVerificationRequestObject) (SubmitVerificationResponseObject, error) {
	v, err := s.Verification.Submit(ctx, verification.SubmitInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, Note: value(r.Body.Note), Identity: party.Identity{
			LegalName: r.Body.LegalName, Line: value(r.Body.BusinessLine), RegistrationNo: r.Body.RegistrationNo,
			RegistrationIssuer: r.Body.RegistrationIssuer, RegistrationDate: r.Body.RegistrationDate.Time,
			Representative: r.Body.Representative, Address: r.Body.Address,
		},
	})
	if err != nil {
		return nil, err
	}
	return SubmitVerification201JSONResponse(s.toAPIVerification(v)), nil
}

// WithdrawVerification takes back what waits.
func (s *Server) WithdrawVerification(ctx context.Context, r WithdrawVerificationRequestObject) (WithdrawVerificationResponseObject, error) {
	if err := s.Verification.Withdraw(ctx, actorFrom(ctx), r.OrgId, r.VerificationId); err != nil {
		return nil, err
	}
	return WithdrawVerification204Response{}, nil
}

// DecideVerification approves or refuses.
func (s *Server) DecideVerification(ctx context.Context, r DecideVerificationRequestObject) (DecideVerificationResponseObject, error) {
	v, err := s.Verification.Decide(ctx, verification.DecideInput{
		Actor: actorFrom(ctx), ID: r.VerificationId, Approve: r.Body.Approve, Reason: value(r.Body.Reason), Level: party.Level(value(r.Body.Level)),
	})
	if err != nil {
		return nil, err
	}
	return DecideVerification200JSONResponse(s.toAPIVerification(v)), nil
}

// AddPaper keeps a paper encrypted.
func (s *Server) AddPaper(ctx context.Context, r AddPaperRequestObject) (AddPaperResponseObject, error) {
	data, err := upload(r.Body)
	if err != nil {
		return nil, err
	}
	p, err := s.Verification.AddPaper(ctx, verification.AddPaperInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, Kind: verification.PaperKind(r.Params.Kind), Name: value(r.Params.Name), Data: data,
	})
	if err != nil {
		return nil, err
	}
	return AddPaper201JSONResponse(toAPIPaper(p)), nil
}

// RemovePaper removes a paper.
func (s *Server) RemovePaper(ctx context.Context, r RemovePaperRequestObject) (RemovePaperResponseObject, error) {
	if err := s.Verification.RemovePaper(ctx, actorFrom(ctx), r.OrgId, r.PaperId); err != nil {
		return nil, err
	}
	return RemovePaper204Response{}, nil
}

// ReadPaper sends a paper to the Alliance.
func (s *Server) ReadPaper(ctx context.Context, r ReadPaperRequestObject) (ReadPaperResponseObject, error) {
	_, data, err := s.Verification.ReadPaper(ctx, actorFrom(ctx), r.OrgId, r.PaperId)
	if err != nil {
		return nil, err
	}
	return ReadPaper200ApplicationoctetStreamResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// ReadOwnPaper sends a paper to who handed it in.
func (s *Server) ReadOwnPaper(ctx context.Context, r ReadOwnPaperRequestObject) (ReadOwnPaperResponseObject, error) {
	_, data, err := s.Verification.ReadPaper(ctx, actingFor(ctx, r.OrgId), r.OrgId, r.PaperId)
	if err != nil {
		return nil, err
	}
	return ReadOwnPaper200ApplicationoctetStreamResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// ListThreads lists organisations with letters.
func (s *Server) ListThreads(ctx context.Context, _ ListThreadsRequestObject) (ListThreadsResponseObject, error) {
	list, err := s.Liaison.Threads(ctx, actorFrom(ctx))
	if err != nil {
		return nil, err
	}
	return ListThreads200JSONResponse{Items: toAPIAll(list, toAPIThread)}, nil
}

// ListThread lists the letters with one organisation.
func (s *Server) ListThread(ctx context.Context, r ListThreadRequestObject) (ListThreadResponseObject, error) {
	page, err := s.Liaison.Messages(ctx, actorFrom(ctx), r.OrgId, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListThread200JSONResponse(toAPILiaisonPage(page, 0)), nil
}

// ListMessages lists an organisation's letters.
func (s *Server) ListMessages(ctx context.Context, r ListMessagesRequestObject) (ListMessagesResponseObject, error) {
	page, err := s.Liaison.Messages(ctx, actorFrom(ctx), r.OrgId, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	unread, err := s.Liaison.Unread(ctx, actorFrom(ctx), r.OrgId)
	if err != nil {
		return nil, err
	}
	return ListMessages200JSONResponse(toAPILiaisonPage(page, unread)), nil
}

// SendToOrganisation writes a letter of the Alliance.
func (s *Server) SendToOrganisation(ctx context.Context, r SendToOrganisationRequestObject) (SendToOrganisationResponseObject, error) {
	m, err := s.Liaison.Send(ctx, liaison.SendInput{Actor: actorFrom(ctx), OrgID: r.OrgId, Key: r.Params.IdempotencyKey, Body: r.Body.Body})
	if err != nil {
		return nil, err
	}
	return SendToOrganisation201JSONResponse(toAPILiaison(m)), nil
}

// SendToAlliance writes a letter to the Alliance.
func (s *Server) SendToAlliance(ctx context.Context, r SendToAllianceRequestObject) (SendToAllianceResponseObject, error) {
	m, err := s.Liaison.Send(ctx, liaison.SendInput{Actor: actorFrom(ctx), OrgID: r.OrgId, Key: r.Params.IdempotencyKey, Body: r.Body.Body})
	if err != nil {
		return nil, err
	}
	return SendToAlliance201JSONResponse(toAPILiaison(m)), nil
}

// MarkThreadRead notes what the Alliance has read.
func (s *Server) MarkThreadRead(ctx context.Context, r MarkThreadReadRequestObject) (MarkThreadReadResponseObject, error) {
	if err := s.Liaison.MarkRead(ctx, actorFrom(ctx), r.OrgId); err != nil {
		return nil, err
	}
	return MarkThreadRead204Response{}, nil
}

// MarkMessagesRead notes what an organisation has read.
func (s *Server) MarkMessagesRead(ctx context.Context, r MarkMessagesReadRequestObject) (MarkMessagesReadResponseObject, error) {
	if err := s.Liaison.MarkRead(ctx, actorFrom(ctx), r.OrgId); err != nil {
		return nil, err
	}
	return MarkMessagesRead204Response{}, nil
}

// StartView begins to look at a workspace.
func (s *Server) StartView(ctx context.Context, r StartViewRequestObject) (StartViewResponseObject, error) {
	c := callerFrom(ctx)
	v, err := s.Party.StartView(ctx, party.StartViewInput{Actor: c.actor, Token: c.sessionToken, OrgID: r.OrgId, Reason: r.Body.Reason})
	if err != nil {
		return nil, err
	}
	return StartView201JSONResponse(toAPIView(v)), nil
}

// EndView ends the view of this session.
func (s *Server) EndView(ctx context.Context, _ EndViewRequestObject) (EndViewResponseObject, error) {
	c := callerFrom(ctx)
	if err := s.Party.EndView(ctx, c.actor, c.sessionToken); err != nil {
		return nil, err
	}
	return EndView204Response{}, nil
}

// ListViews lists who looked at a workspace.
func (s *Server) ListViews(ctx context.Context, r ListViewsRequestObject) (ListViewsResponseObject, error) {
	list, err := s.Party.Views(ctx, actorFrom(ctx), r.OrgId)
	if err != nil {
		return nil, err
	}
	return ListViews200JSONResponse{Items: toAPIAll(list, toAPIView)}, nil
}

// GetDesk counts what waits for the Alliance.
func (s *Server) GetDesk(ctx context.Context, _ GetDeskRequestObject) (GetDeskResponseObject, error) {
	d, err := s.Report.Desk(ctx)
	if err != nil {
		return nil, err
	}
	return GetDesk200JSONResponse{
		Verifications: d.Verifications, VerificationsOverdue: d.VerificationsOverdue, Listings: d.Listings, Complaints: d.Complaints,
		ComplaintsOverdue: d.ComplaintsOverdue, DataRequests: d.DataRequests, DataRequestsOverdue: d.DataRequestsOverdue,
		UnreadThreads: d.UnreadThreads, Takedowns: d.Takedowns,
	}, nil
}

func toAPILiaisonPage(page keyset.Page[liaison.Message], unread int64) LiaisonPage {
	return LiaisonPage{
		Items: toAPIAll(page.Items, toAPILiaison), NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped, Unread: unread,
	}
}
