package channel_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/chophien/chophien/internal/notify/channel"
)

// recorded replays what a provider answers and keeps what it was asked.
type recorded struct {
	path    string
	headers http.Header
	body    map[string]any
}

func replay(t *testing.T, answer string) (*httptest.Server, *recorded) {
	t.Helper()
	r := &recorded{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		raw, err := io.ReadAll(req.Body)
		if err == nil {
			err = json.Unmarshal(raw, &r.body)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		r.path, r.headers = req.URL.Path, req.Header
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	return server, r
}

var text = channel.Text{
	ID: "m-1", To: "+84912345678", Body: "Don moi CP1-1", Fields: map[string]string{"code": "CP1-1"},
}

func TestESMS_Send(t *testing.T) {
	t.Parallel()
	for answer, fine := range map[string]bool{
		`{"CodeResult":"100","CountRegenerate":0,"SMSID":"e3f1"}`:              true,
		`{"CodeResult":"124","ErrorMessage":"RequestId has been used"}`:        true,
		`{"CodeResult":"103","ErrorMessage":"Balance not enough to send sms"}`: false,
		`<html>busy</html>`: false,
	} {
		server, got := replay(t, answer)
		err := channel.ESMS{Base: server.URL, APIKey: "k", SecretKey: "s", Brand: "CHOPHIEN", Client: server.Client()}.Send(t.Context(), text)
		require.Equal(t, fine, err == nil, "%s: %v", answer, err)
		require.Equal(t, "/MainService.svc/json/SendMultipleMessage_V4_post_json/", got.path)
		require.Equal(t, map[string]any{
			"ApiKey": "k", "SecretKey": "s", "Phone": "0912345678", "Content": "Don moi CP1-1", "Brandname": "CHOPHIEN",
			"SmsType": "2", "IsUnicode": "0", "RequestId": "m-1",
		}, got.body)
	}
}

func TestZalo_Send(t *testing.T) {
	t.Parallel()
	for answer, fine := range map[string]bool{
		`{"error":0,"message":"Success","data":{"msg_id":"a1","sent_time":"1626926349402"}}`: true,
		`{"error":-124,"message":"Access token invalid"}`:                                    false,
	} {
		server, got := replay(t, answer)
		err := channel.Zalo{Base: server.URL, AccessToken: "token", TemplateID: "7895", Client: server.Client()}.Send(t.Context(), text)
		require.Equal(t, fine, err == nil, "%s: %v", answer, err)
		require.Equal(t, "/message/template", got.path)
		require.Equal(t, "token", got.headers.Get("access_token"))
		require.Equal(t, map[string]any{
			"phone": "84912345678", "template_id": "7895", "template_data": map[string]any{"code": "CP1-1"}, "tracking_id": "m-1",
		}, got.body)
	}
}
