package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// SMTP hands messages to a mail server.
type SMTP struct {
	host    string
	options []gomail.Option
}

const (
	// smtpTimeout bounds one sending, below the time a job may take.
	smtpTimeout = 30 * time.Second

	portSubmission = 587
	portTLS        = 465
)

// NewSMTP reads smtp://user:password@host:port (STARTTLS; demanded as soon as a
// password would travel) or smtps://… (TLS from the first byte). The port may be
// left out. It does not connect: a mail server that is down delays mails, not
// the market.
func NewSMTP(rawURL string) (*SMTP, error) { return newSMTP(rawURL, nil) }

func newSMTP(rawURL string, roots *tls.Config) (*SMTP, error) {
	u, err := url.Parse(rawURL)
	// The URL holds a password, so no error may repeat it.
	if err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") {
		return nil, errors.New("SMTP_URL must be like smtp://user:password@host:587 or smtps://user:password@host:465")
	}
	password, hasPassword := u.User.Password()
	s := &SMTP{host: u.Hostname(), options: []gomail.Option{gomail.WithTimeout(smtpTimeout), gomail.WithoutNoop()}}
	port := portSubmission
	switch {
	case u.Scheme == "smtps":
		port = portTLS
		s.options = append(s.options, gomail.WithSSL())
	case hasPassword && !isLoopback(u.Hostname()):
		s.options = append(s.options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	default: // a relay on this machine or network without accounts
		s.options = append(s.options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	}
	if u.Port() != "" {
		if port, err = strconv.Atoi(u.Port()); err != nil || port < 1 || port > 65535 {
			return nil, errors.New("SMTP_URL has no valid port")
		}
	}
	s.options = append(s.options, gomail.WithPort(port))
	if hasPassword {
		auth := gomail.SMTPAuthAutoDiscover
		if u.Scheme == "smtp" && isLoopback(u.Hostname()) {
			auth = gomail.SMTPAuthPlainNoEnc // nobody listens between a machine and itself
		}
		s.options = append(s.options, gomail.WithSMTPAuth(auth), gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	if roots != nil {
		s.options = append(s.options, gomail.WithTLSConfig(roots))
	}
	return s, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Send delivers over a connection of its own: mails are few, and a kept
// connection is one that the server has closed by the next.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	msg, err := compose(m)
	if err != nil {
		return err
	}
	client, err := gomail.NewClient(s.host, s.options...)
	if err != nil {
		return fmt.Errorf("prepare mail client: %w", err)
	}
	if err := client.DialAndSendWithContext(ctx, msg); err != nil {
		return fmt.Errorf("send mail %s: %w", m.ID, err)
	}
	return nil
}
