package app

import (
	"context"

	"github.com/chophien/chophien/internal/announce"
	"github.com/chophien/chophien/internal/certification"
	"github.com/chophien/chophien/internal/duty"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/liaison"
	"github.com/chophien/chophien/internal/notify"
	"github.com/chophien/chophien/internal/platform/clock"
	"github.com/chophien/chophien/internal/platform/db/dbsecret"
	"github.com/chophien/chophien/internal/platform/seal"
	"github.com/chophien/chophien/internal/ticket"
	"github.com/chophien/chophien/internal/verification"
)

// wireDesk builds what the Alliance's desk works with.
func (a *App) wireDesk(ctx context.Context, news *announce.Service, messages *notify.Service) error {
	d, c := a.DB.DB, clock.System{}
	linkKey, err := dbsecret.Get(ctx, d, "ticket_links")
	if err != nil {
		return err
	}
	paperKey, err := dbsecret.Get(ctx, d, "verification_papers")
	if err != nil {
		return err
	}
	box, err := seal.New(paperKey)
	if err != nil {
		return err
	}
	certificationKey, err := dbsecret.Get(ctx, d, "certifications")
	if err != nil {
		return err
	}
	certificationBox, err := seal.New(certificationKey)
	if err != nil {
		return err
	}
	a.Certification = certification.NewService(certification.Deps{
		DB: d, Catalog: a.Catalog, Announce: news, Blobs: a.Blob, Box: certificationBox, Clock: c,
	})
	terms := duty.NewService(d)
	a.Verification = verification.NewService(verification.Deps{
		DB: d, Party: a.Party, Duty: terms, Announce: news, Names: a.Catalog, Blobs: a.Blob, Box: box, Clock: c,
	})
	a.Ticket = ticket.NewService(ticket.Deps{
		DB: d, Party: a.Party, Duty: terms, Catalog: a.Catalog, Announce: news, Notify: messages, Blobs: a.Blob, LinkKey: linkKey, Clock: c,
	})
	a.Liaison = liaison.NewService(liaison.Deps{DB: d, Party: a.Party, Announce: news, Clock: c})
	return nil
}

// tickets is the service that is built after those that erase through it.
type tickets struct{ service **ticket.Service }

// ErasePersonalData takes the person out of their tickets.
func (t tickets) ErasePersonalData(ctx context.Context, userID ident.ID) error {
	return (*t.service).ErasePersonalData(ctx, userID)
}
