package mail

import (
	"crypto/tls"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func message() Message {
	return Message{
		ID: "0193-abc", Date: time.Date(2026, 11, 23, 7, 5, 6, 123456000, time.UTC),
		From:    netmail.Address{Name: "Chợ Phiên", Address: "lien-he@chophien.example"},
		To:      netmail.Address{Address: "a.lan@example.com"},
		Subject: "Đơn của bạn đang trên đường – 125.000 ₫",
		Text:    "Chào Lan,\n.dòng bắt đầu bằng dấu chấm\n",
		HTML:    "<p>Chào <b>Lan</b></p>",
	}
}

// requireMessage reads an e-mail back and compares it with what was sent.
func requireMessage(t *testing.T, raw string, want Message) {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(raw))
	require.NoError(t, err)
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	require.NoError(t, err)
	assert.Equal(t, want.Subject, subject)
	from, err := netmail.ParseAddress(m.Header.Get("From"))
	require.NoError(t, err)
	assert.Equal(t, want.From, *from)
	assert.Equal(t, "<"+want.To.Address+">", m.Header.Get("To"))
	assert.Equal(t, "<0193-abc@chophien.example>", m.Header.Get("Message-ID"))
	date, err := m.Header.Date()
	require.NoError(t, err)
	assert.True(t, want.Date.Truncate(time.Second).Equal(date), date)

	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	require.NoError(t, err)
	require.Equal(t, "multipart/alternative", kind)
	parts := multipart.NewReader(m.Body, params["boundary"])
	for _, part := range []struct{ kind, body string }{{"text/plain", want.Text}, {"text/html", want.HTML}} {
		p, err := parts.NextRawPart()
		require.NoError(t, err)
		assert.Contains(t, p.Header.Get("Content-Type"), part.kind)
		body, err := io.ReadAll(quotedprintable.NewReader(p))
		require.NoError(t, err)
		assert.Equal(t, strings.TrimRight(part.body, "\n"), strings.TrimRight(strings.ReplaceAll(string(body), "\r\n", "\n"), "\n"))
	}
}

func TestDirectory_Send_is_one_file_for_one_message(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "mail")
	d, err := NewDirectory(dir)
	require.NoError(t, err)
	m := message()
	require.NoError(t, d.Send(t.Context(), m))
	first := readOnly(t, dir)
	require.NoError(t, d.Send(t.Context(), m))
	require.Equal(t, first, readOnly(t, dir))
	requireMessage(t, first, m)
	info, err := os.Stat(dir)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o700), info.Mode().Perm())
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Equal(t, "20261123T070506.123456Z-0193-abc.eml", entries[0].Name())
}

// readOnly returns the only file of a directory.
func readOnly(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 1)
	raw, err := os.ReadFile(filepath.Join(dir, entries[0].Name()))
	require.NoError(t, err)
	return string(raw)
}

func TestDirectory_Send_refuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d, err := NewDirectory(dir)
	require.NoError(t, err)
	for name, change := range map[string]func(*Message){
		"an id that leaves the directory": func(m *Message) { m.ID = "../x" },
		"a hidden id":                     func(m *Message) { m.ID = ".x" },
		"no id":                           func(m *Message) { m.ID = "" },
		"no address":                      func(m *Message) { m.To.Address = "" },
		"an address with a header in it":  func(m *Message) { m.To.Address = "a@example.com\r\nBcc: b@example.com" },
	} {
		m := message()
		change(&m)
		require.Error(t, d.Send(t.Context(), m), name)
	}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, entries, "nothing half-written stays")
}

func TestCompose_keeps_a_subject_on_its_line(t *testing.T) {
	t.Parallel()
	m := message()
	m.Subject = "xin chào\r\nBcc: kẻ.gian@example.com"
	d, err := NewDirectory(t.TempDir())
	require.NoError(t, err)
	require.NoError(t, d.Send(t.Context(), m))
	raw := readOnly(t, d.dir)
	parsed, err := netmail.ReadMessage(strings.NewReader(raw))
	require.NoError(t, err)
	require.Empty(t, parsed.Header.Get("Bcc"))
}

func TestSMTP_Send(t *testing.T) {
	t.Parallel()
	serverTLS, clientTLS := selfSigned(t)
	implicit, err := tls.Listen("tcp", "127.0.0.1:0", serverTLS)
	require.NoError(t, err)
	for name, c := range map[string]struct {
		server *smtpServer
		url    string
		secure bool
	}{
		"a relay without accounts":      {&smtpServer{}, "smtp://%s", false},
		"a password on this machine":    {&smtpServer{password: "bí mật"}, "smtp://chophien:b%%C3%%AD%%20m%%E1%%BA%%ADt@%s", false},
		"STARTTLS as soon as offered":   {&smtpServer{tls: serverTLS, password: "x"}, "smtp://chophien:x@%s", true},
		"TLS from the first byte":       {&smtpServer{listener: implicit, password: "x"}, "smtps://chophien:x@%s", true},
		"a port other than the default": {&smtpServer{tls: serverTLS}, "smtp://%s", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := startSMTP(t, c.server)
			sender, err := newSMTP(fmt.Sprintf(c.url, server.listener.Addr()), clientTLS)
			require.NoError(t, err)
			require.NoError(t, sender.Send(t.Context(), message()))
			require.Len(t, server.received, 1)
			requireMessage(t, server.received[0], message())
			require.Equal(t, []bool{c.secure}, server.secure)
		})
	}
}

func TestSMTP_Send_fails(t *testing.T) {
	t.Parallel()
	t.Run("with a wrong password, which the error does not repeat", func(t *testing.T) {
		t.Parallel()
		server := startSMTP(t, &smtpServer{password: "right"})
		sender, err := NewSMTP("smtp://chophien:s3cret@" + server.listener.Addr().String())
		require.NoError(t, err)
		err = sender.Send(t.Context(), message())
		require.Error(t, err)
		require.NotContains(t, err.Error(), "s3cret")
		require.Empty(t, server.received)
	})
	t.Run("when the mailbox is refused", func(t *testing.T) {
		t.Parallel()
		server := startSMTP(t, &smtpServer{refuse: "550 no such mailbox"})
		sender, err := NewSMTP("smtp://" + server.listener.Addr().String())
		require.NoError(t, err)
		require.ErrorContains(t, sender.Send(t.Context(), message()), "no such mailbox")
	})
	t.Run("when nobody answers", func(t *testing.T) {
		t.Parallel()
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		require.NoError(t, l.Close())
		sender, err := NewSMTP("smtp://" + l.Addr().String())
		require.NoError(t, err)
		require.Error(t, sender.Send(t.Context(), message()))
	})
	t.Run("rather than send a password in the clear", func(t *testing.T) {
		t.Parallel()
		server := startSMTP(t, &smtpServer{password: "x"})
		_, port, err := net.SplitHostPort(server.listener.Addr().String())
		require.NoError(t, err)
		// A name other than localhost for the same machine.
		host, err := os.Hostname()
		require.NoError(t, err)
		if addrs, err := net.LookupHost(host); err != nil || !isLoopback(addrs[0]) {
			t.Skip("this machine's name does not lead to loopback")
		}
		sender, err := NewSMTP("smtp://chophien:x@" + net.JoinHostPort(host, port))
		require.NoError(t, err)
		require.ErrorContains(t, sender.Send(t.Context(), message()), "STARTTLS")
		require.Empty(t, server.received)
	})
}

func TestNewSMTP_refuses_without_repeating_the_password(t *testing.T) {
	t.Parallel()
	for _, u := range []string{"", "smtp://", "http://host:25", "smtp://u:s3cret@host:0", "smtp://u:s3cret@host:99999", "smtp://u:s3cret@ho st", "host:25"} {
		_, err := NewSMTP(u)
		require.Error(t, err, u)
		require.NotContains(t, err.Error(), "s3cret")
	}
}
