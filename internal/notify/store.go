package notify

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"github.com/chophien/chophien/internal/ident"
)

type messageRow struct {
	ID        ident.ID `gorm:"primaryKey"`
	Kind      string
	DedupeKey string
	Recipient string
	Locale    string
	Data      string
	Channel   string
	CreatedAt time.Time
	SentAt    *time.Time
}

func (messageRow) TableName() string { return "messages" }

// insert tells whether the message is new.
func (s *Service) insert(ctx context.Context, row messageRow) (bool, error) {
	res := s.db.Conn(ctx).
		Clauses(clause.OnConflict{OnConstraint: "messages_dedupe_key", DoNothing: true}).
		Create(&row)
	if res.Error != nil {
		return false, fmt.Errorf("write message %s: %w", row.Kind, res.Error)
	}
	return res.RowsAffected == 1, nil
}

func (s *Service) load(ctx context.Context, id ident.ID) (messageRow, error) {
	var row messageRow
	if err := s.db.Conn(ctx).Where("id = ?", id).Take(&row).Error; err != nil {
		return row, fmt.Errorf("read message %s: %w", id, err)
	}
	return row, nil
}

// markSent remembers the sending and forgets to whom it went and what it said.
func (s *Service) markSent(ctx context.Context, id ident.ID, at time.Time) error {
	set := map[string]any{"sent_at": at, "data": "{}", "recipient": ""}
	if err := s.db.Conn(ctx).Model(&messageRow{}).Where("id = ?", id).Updates(set).Error; err != nil {
		return fmt.Errorf("mark message %s sent: %w", id, err)
	}
	return nil
}

func (s *Service) deleteTo(ctx context.Context, recipient string) error {
	if err := s.db.Conn(ctx).Where("lower(recipient) = lower(?)", recipient).Delete(&messageRow{}).Error; err != nil {
		return fmt.Errorf("delete messages of an erased person: %w", err)
	}
	return nil
}

func (s *Service) deleteSentBefore(ctx context.Context, t time.Time) error {
	if err := s.db.Conn(ctx).Where("sent_at < ?", t).Delete(&messageRow{}).Error; err != nil {
		return fmt.Errorf("delete old messages: %w", err)
	}
	return nil
}
