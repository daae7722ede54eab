package channel

import (
	"context"
	"fmt"
	"net/http"
	"strings"
)

// Zalo sends notices through Zalo's ZNS (message/template). Needs an official account, its
// access token and a template that Zalo has approved, with the fields of Text.Fields.
type Zalo struct {
	Base        string // https://business.openapi.zalo.me
	AccessToken string
	TemplateID  string
	Client      *http.Client
}

type zaloRequest struct {
	Phone        string            `json:"phone"` // 84912345678
	TemplateID   string            `json:"template_id"`
	TemplateData map[string]string `json:"template_data"`
	TrackingID   string            `json:"tracking_id"`
}

type zaloAnswer struct {
	Error   int    `json:"error"`
	Message string `json:"message"`
	Data    struct {
		MsgID string `json:"msg_id"`
	} `json:"data"`
}

// Name implements Channel.
func (Zalo) Name() string { return "zalo" }

// Send implements Channel.
func (c Zalo) Send(ctx context.Context, t Text) error {
	var got zaloAnswer
	err := post(ctx, c.Client, strings.TrimRight(c.Base, "/")+"/message/template", map[string]string{"access_token": c.AccessToken}, zaloRequest{
		Phone: strings.TrimPrefix(t.To, "+"), TemplateID: c.TemplateID, TemplateData: t.Fields, TrackingID: t.ID,
	}, &got)
	if err != nil {
		return fmt.Errorf("send Zalo notice: %w", err)
	}
	if got.Error != 0 {
		return fmt.Errorf("send Zalo notice: Zalo says %d: %s", got.Error, got.Message)
	}
	return nil
}
