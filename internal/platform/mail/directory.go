package mail

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Directory keeps messages as .eml files, for a market without mail server.
type Directory struct{ dir string }

// NewDirectory returns a sender into dir, which is made when missing.
func NewDirectory(dir string) (*Directory, error) {
	// Letters are private: links in them open accounts.
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make mail directory: %w", err)
	}
	return &Directory{dir: dir}, nil
}

// Send writes the message to <time>-<id>.eml, whole or not at all; the same
// message is the same file.
func (d *Directory) Send(_ context.Context, m Message) (err error) {
	if m.ID == "" || m.ID != filepath.Base(m.ID) || strings.HasPrefix(m.ID, ".") {
		return fmt.Errorf("mail id %q cannot name a file", m.ID)
	}
	msg, err := compose(m)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(d.dir, ".tmp-*")
	if err != nil {
		return fmt.Errorf("write mail %s: %w", m.ID, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if _, err := msg.WriteTo(f); err != nil {
		return errors.Join(fmt.Errorf("write mail %s: %w", m.ID, err), f.Close())
	}
	// On the disk before the sender believes it: the database will say "sent".
	if err := f.Sync(); err != nil {
		return errors.Join(fmt.Errorf("write mail %s: %w", m.ID, err), f.Close())
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write mail %s: %w", m.ID, err)
	}
	name := m.Date.UTC().Format("20060102T150405.000000Z") + "-" + m.ID + ".eml"
	if err := os.Rename(f.Name(), filepath.Join(d.dir, name)); err != nil {
		return fmt.Errorf("write mail %s: %w", m.ID, err)
	}
	return nil
}
