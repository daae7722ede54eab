package catalog

import (
	"context"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/chophien/chophien/internal/apperr"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/keyset"
)

// CooperativeCard is a cooperative as lists show it.
type CooperativeCard struct {
	CooperativeRef

	ProductCount int64
	Sample       bool     // invented for the demo
	Picture      *Picture // nil: none yet
	Story        Text
}

// Excerpt returns the beginning of the story in lang: whole sentences where one
// ends within 180 characters, else whole words.
func (c CooperativeCard) Excerpt(lang string) string { return excerpt(c.Story.In(lang), 180) }

// Cooperative is a cooperative's page with its public card.
type Cooperative struct {
	CooperativeCard

	Pictures           []Picture
	RegistrationNo     string // the card's lines are empty where the source tells nothing
	RegistrationIssuer string
	RegistrationDate   time.Time // zero: not told
	Representative     string
	Phone              string // E.164
	Email              string
	Address            string
	VerifiedSince      time.Time // zero: not told
}

// ListCooperatives returns verified cooperatives, those with most goods first.
// Errors: apperr.ErrInvalid, keyset.ErrBadCursor.
func (s *Service) ListCooperatives(ctx context.Context, cursor string, limit int) (keyset.Page[CooperativeCard], error) {
	var page keyset.Page[CooperativeCard]
	if limit == 0 {
		limit = defaultLimit
	}
	if limit < 1 || limit > MaxLimit {
		var faults apperr.Fields
		faults.Add("?limit", "list.limit", "Mỗi trang có từ 1 đến 100 mục.", "A page has 1 to 100 items.")
		return page, faults.Err()
	}
	after, err := readCooperativeCursor(cursor)
	if err != nil {
		return page, err
	}
	if page.Items, err = s.store.cooperatives(ctx, after, limit+1); err != nil {
		return page, err
	}
	total, err := s.store.countCooperatives(ctx)
	if err != nil {
		return page, err
	}
	page.Total, page.Capped = min(total, keyset.CountCap), total > keyset.CountCap
	if len(page.Items) > limit {
		page.Items = page.Items[:limit]
		last := page.Items[limit-1]
		page.Next = keyset.Encode(cooperativeCursor, strconv.FormatInt(last.ProductCount, 10), last.ID.String())
	}
	return page, nil
}

const cooperativeCursor = "cooperatives"

func readCooperativeCursor(cursor string) (*sortKey, error) {
	if cursor == "" {
		return nil, nil //nolint:nilnil // "from the start" is no key
	}
	parts, err := keyset.Decode(cooperativeCursor, cursor, 2)
	if err != nil {
		return nil, err
	}
	count, err := strconv.ParseInt(parts[0], 10, 32)
	id, ok := ident.Parse(parts[1])
	if err != nil || !ok || count < 0 {
		return nil, keyset.ErrBadCursor
	}
	return &sortKey{value: count, id: id}, nil
}

// GetCooperative returns a verified cooperative's page. Errors: ErrCooperativeNotFound.
func (s *Service) GetCooperative(ctx context.Context, slug string) (*Cooperative, error) {
	if !IsSlug(slug) {
		return nil, ErrCooperativeNotFound
	}
	return s.store.cooperative(ctx, slug)
}

// excerpt cuts text after at most limit characters.
func excerpt(text string, limit int) string {
	first, _, _ := strings.Cut(text, "\n")
	first = strings.TrimSpace(first)
	if utf8.RuneCountInString(first) <= limit {
		return first
	}
	cut := string([]rune(first)[:limit])
	if end := strings.LastIndexAny(cut, ".!?…"); end >= len(cut)/2 {
		_, size := utf8.DecodeRuneInString(cut[end:])
		return cut[:end+size]
	}
	if space := strings.LastIndexByte(cut, ' '); space > 0 {
		cut = cut[:space]
	}
	return strings.TrimRight(cut, " ,;:–-") + "…"
}
