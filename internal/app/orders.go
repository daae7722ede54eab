package app

import (
	"context"
	"net/http"
	"time"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/notify/channel"
	"github.com/chophien/chophien/internal/order"
	"github.com/chophien/chophien/internal/place"
	"github.com/chophien/chophien/internal/platform/config"
	"github.com/chophien/chophien/internal/shipping/carrier"
)

// providerClient calls a provider of messages or parcels: whoever does not answer in
// this time is asked again by the job that asked.
func providerClient() *http.Client { return &http.Client{Timeout: 15 * time.Second} }

// phoneChannels are the ways to phones for which the operator has an account.
func phoneChannels(c config.Phones) []channel.Channel {
	var out []channel.Channel
	if c.ESMSKey != "" {
		out = append(out, channel.ESMS{
			Base: c.ESMSBase, APIKey: string(c.ESMSKey), SecretKey: string(c.ESMSSecret), Brand: c.ESMSBrand, Client: providerClient(),
		})
	}
	if c.ZaloToken != "" {
		out = append(out, channel.Zalo{Base: c.ZaloBase, AccessToken: string(c.ZaloToken), TemplateID: c.ZaloTemplate, Client: providerClient()})
	}
	return out
}

// carriers are those for which the operator has an account.
func carriers(c config.Carriers) []carrier.Carrier {
	var out []carrier.Carrier
	if c.GHNToken != "" {
		out = append(out, carrier.NewGHN(c.GHNBase, string(c.GHNToken), c.GHNShop, providerClient()))
	}
	if c.GHTKToken != "" {
		out = append(out, carrier.NewGHTK(c.GHTKBase, string(c.GHTKToken), c.GHTKPartner, providerClient()))
	}
	return out
}

// ends names both ends of a parcel in the units of today.
type ends struct {
	places *place.Service
	from   func(ctx context.Context, orgID ident.ID) (address, communeCode string, err error)
}

func (e ends) of(ctx context.Context, v order.View) (from, to carrier.Point, err error) {
	address, commune, err := e.from(ctx, v.OrgID)
	if err != nil {
		return from, to, err
	}
	from = carrier.Point{Name: v.Cooperative.Name, Phone: v.Cooperative.Phone, Line: address}
	if from.Commune, from.Province, err = e.names(ctx, commune); err != nil {
		return from, to, err
	}
	to = carrier.Point{Name: v.Purchase.Contact.FullName, Phone: v.Purchase.Contact.Phone, Line: v.Purchase.Address.Line}
	to.Commune, to.Province, err = e.names(ctx, v.Purchase.Address.CommuneCode)
	return from, to, err
}

func (e ends) names(ctx context.Context, communeCode string) (commune, province string, err error) {
	if communeCode == "" {
		return "", "", nil // the source names none: the carrier says what it misses
	}
	p, err := e.places.Commune(ctx, communeCode)
	if err != nil {
		return "", "", err
	}
	return p.Commune.FullName(), p.Province.FullName(), nil
}
