package party

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// ParseEmail returns an e-mail address in the form in which it is stored and
// compared: trimmed, composed, lower case; ok is false for what no mail server
// of our buyers would take. Only ASCII: accents in an address are a slip of the
// Vietnamese keyboard far more often than a real mailbox.
func ParseEmail(s string) (email string, ok bool) {
	s = strings.ToLower(norm.NFC.String(strings.TrimSpace(s)))
	local, domain, found := strings.Cut(s, "@")
	if !found || len(s) > 254 || !validLocal(local) || !validDomain(domain) {
		return "", false
	}
	return s, true
}

func validLocal(local string) bool {
	if local == "" || len(local) > 64 || local[0] == '.' || local[len(local)-1] == '.' || strings.Contains(local, "..") {
		return false
	}
	for i := range len(local) {
		if !isAlphanumeric(local[i]) && strings.IndexByte("!#$%&'*+-/=?^_`{|}~.", local[i]) < 0 {
			return false
		}
	}
	return true
}

func validDomain(domain string) bool {
	labels := strings.Split(domain, ".")
	if len(labels) < 2 {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := range len(label) {
			if !isAlphanumeric(label[i]) && label[i] != '-' {
				return false
			}
		}
	}
	last := labels[len(labels)-1]
	return len(last) >= 2 && strings.Trim(last, "0123456789") != ""
}

func isAlphanumeric(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}
