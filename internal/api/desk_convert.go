package api

import (
	"encoding/hex"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"github.com/chophien/chophien/internal/liaison"
	"github.com/chophien/chophien/internal/party"
	"github.com/chophien/chophien/internal/ticket"
	"github.com/chophien/chophien/internal/verification"
)

func toAPIIdentity(i party.Identity) SellerIdentity {
	out := SellerIdentity{
		LegalName: i.LegalName, BusinessLine: i.Line, RegistrationNo: i.RegistrationNo, RegistrationIssuer: i.RegistrationIssuer,
		Representative: i.Representative, Address: i.Address,
	}
	if !i.RegistrationDate.IsZero() {
		out.RegistrationDate = &openapi_types.Date{Time: i.RegistrationDate}
	}
	return out
}

func (s *Server) toAPIVerification(v verification.Verification) Verification {
	return Verification{
		Id: v.ID, OrgId: v.OrgID, OrgName: v.OrgName, Kind: VerificationKind(v.Kind), Identity: toAPIIdentity(v.Identity), Before: toAPIIdentity(v.Before),
		Note: optional(v.Note), Status: VerificationStatus(v.Status), SubmittedAt: v.SubmittedAt, DueAt: v.DueAt, Overdue: v.Overdue(s.Clock.Now()),
		DecidedBy: optional(v.DecidedBy), DecidedAt: optional(v.DecidedAt), Reason: optional(v.Reason), Level: optional(OrganisationLevel(v.Level)),
	}
}

func toAPIPaper(p verification.Paper) Paper {
	return Paper{
		Id: p.ID, Kind: PaperKind(p.Kind), Name: p.Name, MediaType: p.MediaType, Size: p.Size, AddedAt: p.AddedAt,
		CheckedAt: optional(p.CheckedAt), DeletedAt: optional(p.DeletedAt),
	}
}

func (s *Server) toAPIVerificationFile(f verification.File) VerificationFile {
	return VerificationFile{
		Organisation: toAPIOrganisation(f.Organisation), Missing: f.Missing, History: toAPIAll(f.History, s.toAPIVerification),
		Papers: toAPIAll(f.Papers, toAPIPaper), PapersUntil: optional(f.PapersUntil),
	}
}

func toAPILiaison(m liaison.Message) LiaisonMessage {
	return LiaisonMessage{Id: m.ID, FromAlliance: m.FromAlliance, Author: optional(m.Author), Body: m.Body, At: m.At}
}

func toAPIThread(t liaison.Thread) LiaisonThread {
	return LiaisonThread{
		OrgId: t.OrgID, OrgName: t.OrgName, Kind: OrganisationKind(t.OrgKind), Unread: t.Unread, LastAt: t.LastAt, LastBody: t.LastBody, LastFromAlliance: t.LastFrom,
	}
}

func toAPIView(v party.View) WorkspaceView {
	if v.Pages == nil {
		v.Pages = []string{}
	}
	return WorkspaceView{
		Id: v.ID, OrgId: v.OrgID, Viewer: v.Viewer, Reason: v.Reason, StartedAt: v.StartedAt, EndsAt: v.EndsAt, EndedAt: optional(v.EndedAt), Pages: v.Pages,
	}
}

// viewing is what the pages must say while somebody looks at another's workspace.
func viewing(a party.Actor) *Viewing {
	for _, m := range a.Memberships {
		if m.Viewing {
			return &Viewing{OrgId: m.OrgID, Name: m.Name, Kind: OrganisationKind(m.Kind), Status: OrganisationStatus(m.Status), EndsAt: a.View.EndsAt}
		}
	}
	return nil
}

func (s *Server) toAPITicketSummary(t ticket.Ticket) TicketSummary {
	return TicketSummary{
		Id: t.ID, Number: t.Number, Topic: TicketTopic(t.Topic), OrgName: optional(t.OrgName), Subject: t.Subject, Reason: t.Reason,
		ReporterName: t.ReporterName, State: TicketState(t.State), AcknowledgeBy: optional(t.AcknowledgeBy), AnswerBy: t.AnswerBy,
		AcknowledgedAt: optional(t.AcknowledgedAt), AnsweredAt: optional(t.AnsweredAt), Overdue: t.Overdue(s.Clock.Now()),
		Handler: optional(t.Handler), Version: t.Version, CreatedAt: t.CreatedAt,
	}
}

func (s *Server) toAPITicket(f ticket.Full) Ticket {
	t := s.toAPITicketSummary(f.Ticket)
	actions := make([]TicketAction, len(f.Actions))
	for i, a := range f.Actions {
		actions[i] = TicketAction(a)
	}
	return Ticket{
		Id: t.Id, Number: t.Number, Topic: t.Topic, OrgName: t.OrgName, Subject: t.Subject, Reason: t.Reason, ReporterName: t.ReporterName, State: t.State,
		AcknowledgeBy: t.AcknowledgeBy, AnswerBy: t.AnswerBy, AcknowledgedAt: t.AcknowledgedAt, AnsweredAt: t.AnsweredAt, Overdue: t.Overdue,
		Handler: t.Handler, Version: t.Version, CreatedAt: t.CreatedAt,
		Words: f.Words, PurchaseCode: optional(f.PurchaseCode), ReporterEmail: optional(f.ReporterEmail), ReporterPhone: optional(f.ReporterPhone),
		Outcome: optional(f.Outcome), Proof: optional(f.Proof), Events: toAPIAll(f.Events, toAPITicketEvent), Files: toAPIAll(f.Files, toAPITicketFile),
		Side: TicketSide(f.Side), Actions: actions, Secret: optional(f.Secret),
	}
}

func toAPITicketEvent(e ticket.Event) TicketEvent {
	return TicketEvent{Kind: e.Kind, Side: TicketSide(e.Side), Actor: optional(e.Actor), Body: optional(e.Body), At: e.At}
}

func toAPITicketFile(f ticket.File) TicketFile {
	return TicketFile{
		Id: f.ID, Side: TicketSide(f.Side), Name: f.Name, MediaType: f.MediaType, Size: f.Size, Sha256: hex.EncodeToString(f.SHA256), At: f.At,
	}
}

func toAPITakedown(d ticket.Takedown) Takedown {
	return Takedown{
		Id: d.ID, ProductId: d.ProductID, ProductName: d.ProductName, ProductSlug: d.ProductSlug, OrgId: d.OrgID, OrgName: d.OrgName,
		Reason: TakedownReason(d.Reason), Words: d.Words, At: d.At, LiftedAt: optional(d.LiftedAt), LiftWords: optional(d.LiftWords), TicketId: optional(d.TicketID),
	}
}
