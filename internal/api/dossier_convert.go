package api

import (
	"sort"

	"github.com/chophien/chophien/internal/dossier"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/ocop"
)

// ofLang chooses a wording.
func ofLang(lang, vi, en string) string {
	if lang == "en" && en != "" {
		return en
	}
	return vi
}

func toAPIOcopRules(current ocop.RuleSet, lang string) OcopRules {
	return OcopRules{
		Groups: toAPIAll(ocop.Groups(), func(g ocop.Group) OcopGroup { return OcopGroup{Code: g.Code, Name: ofLang(lang, g.VI, g.EN)} }),
		Subgroups: toAPIAll(ocop.Subgroups(), func(g ocop.Subgroup) OcopSubgroup {
			return OcopSubgroup{Number: g.Number, Group: g.Group, Name: ofLang(lang, g.VI, g.EN)}
		}),
		ClassesSource: ocop.ClassesSource, Current: current.Code,
		Sets: toAPIAll(ocop.RuleSets(), func(set ocop.RuleSet) OcopRuleSet { return toAPIRuleSet(set, lang) }),
	}
}

func toAPIRuleSet(set ocop.RuleSet, lang string) OcopRuleSet {
	return OcopRuleSet{
		Code: set.Code, Decision: set.Decision, From: toAPIDate(set.From), Source: set.Source,
		Parts: toAPIAll(set.Parts, func(p ocop.Part) OcopPart {
			return OcopPart{
				Code: p.Code, Name: ofLang(lang, p.VI, p.EN), Max: p.Max,
				Criteria: toAPIAll(p.Criteria, func(c ocop.Criterion) OcopCriterion {
					return OcopCriterion{Code: c.Code, Name: ofLang(lang, c.VI, c.EN), Evidence: ofLang(lang, c.EvidenceVI, c.EvidenceEN), Commune: c.Commune}
				}),
			}
		}),
	}
}

func toAPIHoldings(list []dossier.Holding, lang string) OcopHoldingList {
	return OcopHoldingList{Items: toAPIAll(list, func(h dossier.Holding) OcopHolding {
		out := OcopHolding{
			CertificateId: h.ID, Number: h.Number, Issuer: h.Issuer, Level: OcopLevel(h.Level), Stars: h.Stars, IssuedOn: toAPIDate(h.IssuedOn),
			ExpiresOn: toAPIDate(h.ExpiresOn), State: string(h.State), Sample: h.Sample, ProductId: h.ProductID, ProductName: h.ProductName.In(lang),
			ProductSlug: h.ProductSlug, OrgId: h.OrgID, OrgName: h.OrgName, Subgroup: h.Subgroup, Reminded: h.Reminded, OpenDossierId: optionalID(h.OpenID),
		}
		if out.Reminded == nil {
			out.Reminded = []int{}
		}
		return out
	})}
}

func toAPIDossierSummary(d dossier.Dossier, lang string) DossierSummary {
	out := DossierSummary{
		Id: d.ID, Code: d.Code, OrgId: d.OrgID, OrgName: d.OrgName, ProductId: d.ProductID, ProductName: d.ProductName.In(lang), ProductSlug: d.ProductSlug,
		Kind: DossierKind(d.Kind), Status: DossierStatus(d.Status), Subgroup: d.Subgroup, TargetStars: d.TargetStars, Stars: d.Stars, SelfPoints: d.SelfPoints,
		ExpiresOn: optionalDate(d.ExpiresOn), Assignee: optional(d.Assignee), Sample: d.Sample, Version: d.Version, CreatedAt: d.CreatedAt, UpdatedAt: d.UpdatedAt,
	}
	if d.LastPoints >= 0 {
		out.CouncilPoints = ptr(d.LastPoints)
	}
	return out
}

func toAPIDossierPage(page dossier.Page, lang string) DossierPage {
	counts := map[string]int64{}
	for st, n := range page.Counts {
		counts[string(st)] = n
	}
	return DossierPage{
		Items:      toAPIAll(page.Items, func(d dossier.Dossier) DossierSummary { return toAPIDossierSummary(d, lang) }),
		NextCursor: optional(page.Next), Total: page.Total, TotalCapped: page.Capped, Counts: counts,
	}
}

func toAPIOcopDossier(v *dossier.View, door dossier.Door, lang string) Dossier {
	head := toAPIDossierSummary(v.Dossier, lang)
	out := Dossier{
		Id: head.Id, Code: head.Code, OrgId: head.OrgId, OrgName: head.OrgName, ProductId: head.ProductId, ProductName: head.ProductName,
		ProductSlug: head.ProductSlug, Kind: head.Kind, Status: head.Status, Subgroup: head.Subgroup, TargetStars: head.TargetStars, Stars: head.Stars,
		SelfPoints: head.SelfPoints, CouncilPoints: head.CouncilPoints, ExpiresOn: head.ExpiresOn, Assignee: head.Assignee, Sample: head.Sample,
		Version: head.Version, CreatedAt: head.CreatedAt, UpdatedAt: head.UpdatedAt,
		Rules: toAPIRuleSet(v.Rules, lang), Bare: v.Bare(), PreviousId: optionalID(v.PreviousID), AssigneeId: optionalID(v.AssigneeID),
		Editable: v.Status == dossier.StatusDraft && door.OrgID != ident.Nil,
		Gap: DossierGap{
			Total: v.Gap.Total, Stars: v.Gap.Stars, NextStars: v.Gap.NextStars, Missing: v.Gap.Missing,
			Parts: toAPIAll(v.Gap.Parts, func(p ocop.PartSum) DossierGapPart {
				return DossierGapPart{Code: p.Part.Code, Points: p.Points, Max: p.Part.Max, Remaining: p.Remaining}
			}),
		},
		Scores: toAPIAll(v.Scores, func(sc dossier.Score) DossierScore {
			return DossierScore{Criterion: sc.Criterion, Points: sc.Points, Note: optional(sc.Note)}
		}),
		Files: toAPIAll(v.Files, func(f dossier.File) DossierFile {
			return DossierFile{
				Id: f.ID, Criterion: f.Criterion, Name: f.Name, MediaType: f.MediaType, Size: f.Size, By: f.By, OrgName: f.OrgName, At: f.At, Mine: f.Of(door),
			}
		}),
		Rounds: toAPIAll(v.Rounds, func(r dossier.Round) DossierRound {
			return DossierRound{
				Id: r.ID, Level: OcopLevel(r.Level), Points: r.Points, Stars: r.Stars, DecisionNo: r.DecisionNo, DecidedOn: toAPIDate(r.DecidedOn),
				FileId: optionalID(r.FileID), Note: r.Note, At: r.At,
			}
		}),
		Comments: toAPIAll(v.Comments, func(c dossier.Comment) DossierComment {
			_, mine := door.Actor.MemberOf(c.OrgID)
			return DossierComment{Id: c.ID, Author: c.Author, OrgName: c.OrgName, Mine: mine, Body: c.Body, At: c.At}
		}),
		Timeline: toAPIAll(v.Timeline, func(e dossier.Event) DossierEvent {
			return DossierEvent{Status: DossierStatus(e.Status), Actor: e.Actor, Note: e.Note, At: e.At}
		}),
		Allowed: toAPIAll(v.Allowed, func(a dossier.Action) DossierAction { return DossierAction(a) }),
	}
	if c := v.Certificate; c != nil {
		out.Certificate = &OcopCertificate{
			Number: c.Number, Issuer: c.Issuer, Level: OcopLevel(c.Level), Stars: c.Stars, IssuedOn: toAPIDate(c.IssuedOn), ExpiresOn: toAPIDate(c.ExpiresOn),
			State: string(c.State), Sample: c.Sample,
		}
	}
	return out
}

func fromAPIDossierAct(door dossier.Door, id ident.ID, b DossierActInput) dossier.ActInput {
	return dossier.ActInput{
		Door: door, ID: id, Action: dossier.Action(b.Action), Version: b.Version, Reason: value(b.Reason), Points: value(b.Points),
		DecisionNo: value(b.DecisionNo), DecidedOn: value(b.DecidedOn).Time, FileID: value(b.FileId), Note: value(b.Note),
		Number: value(b.Number), Issuer: value(b.Issuer), Level: ocop.Level(value(b.Level)), IssuedOn: value(b.IssuedOn).Time,
	}
}

// toAPIStaff sorts people by name.
func toAPIStaff(staff map[ident.ID]string) []OcopStaff {
	out := make([]OcopStaff, 0, len(staff))
	for id, name := range staff {
		out = append(out, OcopStaff{Id: id, Name: name})
	}
	sort.Slice(out, func(i, j int) bool {
		return out[i].Name < out[j].Name || out[i].Name == out[j].Name && out[i].Id.String() < out[j].Id.String()
	})
	return out
}
