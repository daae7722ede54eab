package api

import (
	"bytes"
	"context"
	"encoding/hex"
	"slices"

	"github.com/chophien/chophien/internal/contract"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/party"
)

// onlyAlliance leaves of an actor what they are in the Alliance.
func onlyAlliance(a party.Actor) party.Actor {
	a.Memberships = slices.DeleteFunc(slices.Clone(a.Memberships), func(m party.Membership) bool { return m.Kind != party.KindAlliance })
	return a
}

func (s *Server) contractStep(ctx context.Context, orgID, contractID ident.ID, b ContractStep) contract.StepInput {
	return contract.StepInput{Actor: actingFor(ctx, orgID), OrgID: orgID, ContractID: contractID, Version: b.Version, Reason: trimmed(b.Reason)}
}

// ListOrgContracts answers with an organisation's contracts.
func (s *Server) ListOrgContracts(ctx context.Context, r ListOrgContractsRequestObject) (ListOrgContractsResponseObject, error) {
	f := contract.Filter{Status: contract.Status(value(r.Params.Status))}
	page, err := s.Offtake.Own(ctx, r.OrgId, f, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListOrgContracts200JSONResponse(toAPIContractPage(page, langFrom(ctx))), nil
}

// ListAllContracts answers the Alliance with all contracts.
func (s *Server) ListAllContracts(ctx context.Context, r ListAllContractsRequestObject) (ListAllContractsResponseObject, error) {
	f := contract.Filter{Status: contract.Status(value(r.Params.Status)), ProgrammeID: value(r.Params.ProgrammeId)}
	page, err := s.Offtake.All(ctx, f, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	return ListAllContracts200JSONResponse(toAPIContractPage(page, langFrom(ctx))), nil
}

// GetAllianceContract answers the Alliance with one contract.
func (s *Server) GetAllianceContract(ctx context.Context, r GetAllianceContractRequestObject) (GetAllianceContractResponseObject, error) {
	d, err := s.Offtake.Dossier(ctx, onlyAlliance(actorFrom(ctx)), r.ContractId)
	if err != nil {
		return nil, err
	}
	return GetAllianceContract200JSONResponse(toAPIDossier(d, langFrom(ctx))), nil
}

// GetAllianceContractPdf sends the Alliance a document as it is signed.
func (s *Server) GetAllianceContractPdf(ctx context.Context, r GetAllianceContractPdfRequestObject) (GetAllianceContractPdfResponseObject, error) {
	data, err := s.Offtake.PDF(ctx, onlyAlliance(actorFrom(ctx)), r.ContractId, r.Number, langFrom(ctx))
	if err != nil {
		return nil, err
	}
	return GetAllianceContractPdf200ApplicationpdfResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// GetContract answers with one contract.
func (s *Server) GetContract(ctx context.Context, r GetContractRequestObject) (GetContractResponseObject, error) {
	v, err := s.Offtake.One(ctx, actingFor(ctx, r.OrgId), r.ContractId)
	if err != nil {
		return nil, err
	}
	return GetContract200JSONResponse(toAPIContractView(*v, langFrom(ctx))), nil
}

// EditContract changes a draft.
func (s *Server) EditContract(ctx context.Context, r EditContractRequestObject) (EditContractResponseObject, error) {
	c, err := s.Contract.Edit(ctx, fromAPIContractEdit(actingFor(ctx, r.OrgId), r.OrgId, r.ContractId, *r.Body))
	if err != nil {
		return nil, err
	}
	return EditContract200JSONResponse(toAPIContract(c, r.OrgId, langFrom(ctx))), nil
}

// SendContract fixes the document.
func (s *Server) SendContract(ctx context.Context, r SendContractRequestObject) (SendContractResponseObject, error) {
	c, err := s.Offtake.Send(ctx, s.contractStep(ctx, r.OrgId, r.ContractId, *r.Body))
	if err != nil {
		return nil, err
	}
	return SendContract200JSONResponse(toAPIContract(c, r.OrgId, langFrom(ctx))), nil
}

// RefuseContract sends the document back.
func (s *Server) RefuseContract(ctx context.Context, r RefuseContractRequestObject) (RefuseContractResponseObject, error) {
	c, err := s.Offtake.Refuse(ctx, s.contractStep(ctx, r.OrgId, r.ContractId, *r.Body))
	if err != nil {
		return nil, err
	}
	return RefuseContract200JSONResponse(toAPIOwnContract(c, r.OrgId, langFrom(ctx))), nil
}

// CancelContract gives a contract up.
func (s *Server) CancelContract(ctx context.Context, r CancelContractRequestObject) (CancelContractResponseObject, error) {
	c, err := s.Offtake.Cancel(ctx, s.contractStep(ctx, r.OrgId, r.ContractId, *r.Body))
	if err != nil {
		return nil, err
	}
	return CancelContract200JSONResponse(toAPIContract(c, r.OrgId, langFrom(ctx))), nil
}

// GetContractDocument answers with hash and signatures.
func (s *Server) GetContractDocument(ctx context.Context, r GetContractDocumentRequestObject) (GetContractDocumentResponseObject, error) {
	d, err := s.Offtake.Document(ctx, actingFor(ctx, r.OrgId), r.ContractId, r.Number)
	if err != nil {
		return nil, err
	}
	return GetContractDocument200JSONResponse(toAPIDocument(d)), nil
}

// GetContractPdf sends the document as it is signed.
func (s *Server) GetContractPdf(ctx context.Context, r GetContractPdfRequestObject) (GetContractPdfResponseObject, error) {
	data, err := s.Offtake.PDF(ctx, actingFor(ctx, r.OrgId), r.ContractId, r.Number, langFrom(ctx))
	if err != nil {
		return nil, err
	}
	return GetContractPdf200ApplicationpdfResponse{Body: bytes.NewReader(data), ContentLength: int64(len(data))}, nil
}

// RequestSigningCode sends a one-time code.
func (s *Server) RequestSigningCode(ctx context.Context, r RequestSigningCodeRequestObject) (RequestSigningCodeResponseObject, error) {
	until, err := s.Offtake.RequestCode(ctx, contract.SignInput{Actor: actingFor(ctx, r.OrgId), OrgID: r.OrgId, ContractID: r.ContractId, Number: r.Number})
	if err != nil {
		return nil, err
	}
	return RequestSigningCode202JSONResponse{Until: until}, nil
}

// SignContract signs with the code.
func (s *Server) SignContract(ctx context.Context, r SignContractRequestObject) (SignContractResponseObject, error) {
	sum, err := hex.DecodeString(r.Body.Sha256)
	if err != nil {
		return nil, contract.ErrHash
	}
	out, err := s.Offtake.Sign(ctx, contract.SignInput{
		Actor: actingFor(ctx, r.OrgId), OrgID: r.OrgId, ContractID: r.ContractId, Number: r.Number, SHA256: sum, Code: r.Body.Code,
	})
	if err != nil {
		return nil, err
	}
	return SignContract200JSONResponse(toAPIDocument(out.Document)), nil
}

// ListContractObligations answers with what is to be paid.
func (s *Server) ListContractObligations(ctx context.Context, r ListContractObligationsRequestObject) (ListContractObligationsResponseObject, error) {
	list, err := s.Offtake.Obligations(ctx, actingFor(ctx, r.OrgId), r.ContractId)
	if err != nil {
		return nil, err
	}
	return ListContractObligations200JSONResponse{Items: toAPIAll(list, toAPIObligation)}, nil
}

// ListContractEvents answers with what happened.
func (s *Server) ListContractEvents(ctx context.Context, r ListContractEventsRequestObject) (ListContractEventsResponseObject, error) {
	list, err := s.Offtake.Events(ctx, actingFor(ctx, r.OrgId), r.ContractId)
	if err != nil {
		return nil, err
	}
	return ListContractEvents200JSONResponse{Items: toAPIAll(list, toAPIContractEvent)}, nil
}

// ListAddenda answers with changes after the signing.
func (s *Server) ListAddenda(ctx context.Context, r ListAddendaRequestObject) (ListAddendaResponseObject, error) {
	list, err := s.Offtake.Addenda(ctx, actingFor(ctx, r.OrgId), r.ContractId)
	if err != nil {
		return nil, err
	}
	return ListAddenda200JSONResponse{Items: toAPIAll(list, toAPIAddendum)}, nil
}

// ProposeAddendum puts a change to those whom it touches.
func (s *Server) ProposeAddendum(ctx context.Context, r ProposeAddendumRequestObject) (ProposeAddendumResponseObject, error) {
	a, err := s.Offtake.Propose(ctx, contract.ProposeInput{
		Actor: actingFor(ctx, r.OrgId), OrgID: r.OrgId, ContractID: r.ContractId, Version: value(r.Body.Version), Changes: fromAPIChanges(*r.Body),
	})
	if err != nil {
		return nil, err
	}
	return ProposeAddendum201JSONResponse(toAPIAddendum(*a)), nil
}

// EndAddendum refuses an addendum or takes it back.
func (s *Server) EndAddendum(ctx context.Context, r EndAddendumRequestObject) (EndAddendumResponseObject, error) {
	a, err := s.Offtake.EndAddendum(ctx, contract.AddendumInput{
		Actor: actingFor(ctx, r.OrgId), OrgID: r.OrgId, AddendumID: r.AddendumId, Version: r.Body.Version, Reason: trimmed(r.Body.Reason),
	}, r.Body.Action == AddendumEndActionWithdraw)
	if err != nil {
		return nil, err
	}
	return EndAddendum200JSONResponse(toAPIAddendum(*a)), nil
}
