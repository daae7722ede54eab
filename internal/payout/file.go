package payout

import (
	"bytes"
	"context"
	"crypto/sha256"
	"strings"

	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
	"github.com/chophien/chophien/internal/vntext"
)

// File is a bank file as it was taken first.
type File struct {
	Name    string
	Content []byte
	SHA256  []byte
}

// File returns the file of an approved batch to give to the bank; the first time it is
// made and kept, and each later time it is the same bytes. What goes through Stripe is not
// in it. Errors: ErrNotFound, ErrNotNow, ErrNoFile.
func (s *Service) File(ctx context.Context, batchID, by ident.ID, format spreadsheet.Format) (File, error) {
	var out File
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		b, found, err := s.store.lockBatch(ctx, `b.id = ?`, batchID)
		if err != nil {
			return err
		}
		if !found {
			return ErrNotFound
		}
		if b.State != StateApproved && b.State != StateDone {
			return ErrNotNow.With("state", b.State)
		}
		if b.ToBank == 0 {
			return ErrNoFile
		}
		out.Name = "chi-tra-" + b.Code + "." + string(format)
		var kept bool
		if out.Content, out.SHA256, kept, err = s.store.file(ctx, b.ID, format); err != nil || kept {
			return err
		}
		list, err := s.store.transfers(ctx, `t.batch_id = ? AND t.state <> 'removed' AND t.stripe_account = ''`, b.ID)
		if err != nil {
			return err
		}
		if out.Content, err = bankFile(list, format); err != nil {
			return err
		}
		sum := sha256.Sum256(out.Content)
		out.SHA256 = sum[:]
		now := s.Clock.Now()
		if err := s.store.keepFile(ctx, b.ID, format, out, now); err != nil {
			return err
		}
		if !b.FileAt.IsZero() {
			return nil
		}
		b.FileBy, b.FileAt = by, now
		return s.store.updateBatch(ctx, b)
	})
	return out, err
}

// bankFile writes transfers as banks take lists of them. No bank publishes one form for
// all, so the columns are those that all of them ask for (docs/decisions/0052): the
// operator copies them into the bank's own form where it wants another order.
func bankFile(list []Transfer, format spreadsheet.Format) ([]byte, error) {
	var out bytes.Buffer
	w, err := spreadsheet.NewWriter(&out, format, "Chi tra", []string{
		"STT", "Số tài khoản thụ hưởng", "Tên người thụ hưởng", "Ngân hàng thụ hưởng", "Mã BIN ngân hàng", "Số tiền (VND)", "Nội dung chuyển tiền", "Mã tham chiếu",
	})
	if err != nil {
		return nil, err
	}
	for i, t := range list {
		if err := w.Row(int64(i+1), t.Account.Number, Plain(t.Account.Holder), t.Account.Bank(), t.Account.BIN, int64(t.Amount), t.Memo, t.Reference); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Plain writes a name as banks do: capitals without marks, and nothing but letters,
// digits and spaces.
func Plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return ' '
	}, vntext.Fold(s))
	return strings.Join(strings.Fields(s), " ")
}
