package review

import (
	"context"
	"database/sql"
	"time"

	"github.com/chophien/chophien/internal/catalog"
	"github.com/chophien/chophien/internal/ident"
	"github.com/chophien/chophien/internal/platform/db"
)

// store owns the reviews' tables and reads orders and names beside them.
type store struct{ db *db.DB }

func orNull(id ident.ID) *ident.ID {
	if id == ident.Nil {
		return nil
	}
	return &id
}

// lockRating makes reviews of one product take turns; with a product's rating row
// locked, what is counted afterwards includes all that committed before.
func (s store) lockRating(ctx context.Context, productID ident.ID) error {
	if _, err := s.db.Exec(ctx, "make rating", `INSERT INTO product_ratings (product_id) VALUES (?) ON CONFLICT DO NOTHING`, productID); err != nil {
		return err
	}
	return s.db.Each(ctx, "lock rating", `SELECT votes FROM product_ratings WHERE product_id = ? FOR UPDATE`, []any{productID},
		func(*sql.Rows) error { return nil })
}

func (s store) tally(ctx context.Context, productID ident.ID) (found, sample [5]int64, err error) {
	err = s.db.Each(ctx, "count reviews", `
SELECT is_sample, stars, count(*) FROM reviews WHERE product_id = ? AND status = 'visible' GROUP BY is_sample, stars`, []any{productID},
		func(rows *sql.Rows) error {
			var isSample bool
			var stars int
			var n int64
			err := rows.Scan(&isSample, &stars, &n)
			if isSample {
				sample[stars-1] = n
			} else if err == nil {
				found[stars-1] = n
			}
			return err
		})
	return found, sample, err
}

func (s store) putRating(ctx context.Context, productID ident.ID, r Rating) error {
	_, err := s.db.Exec(ctx, "write rating", `
UPDATE product_ratings SET by_stars = ARRAY(SELECT json_array_elements_text(?::json)::bigint), votes = ?, average = ?, is_sample = ? WHERE product_id = ?`,
		db.JSON{V: r.ByStars}, r.Votes, r.Average, r.Sample, productID)
	return err
}

func (s store) rating(ctx context.Context, productID ident.ID) (r Rating, err error) {
	var by db.FromJSON[[]int64]
	err = s.db.Each(ctx, "read rating", `SELECT array_to_json(by_stars), votes, average, is_sample FROM product_ratings WHERE product_id = ?`,
		[]any{productID}, func(rows *sql.Rows) error { return rows.Scan(&by, &r.Votes, &r.Average, &r.Sample) })
	copy(r.ByStars[:], by.V)
	return r, err
}

func (s store) insert(ctx context.Context, r Review, userID ident.ID) error {
	_, err := s.db.Exec(ctx, "write review", `
INSERT INTO reviews (id, line_id, purchase_id, product_id, org_id, user_id, author, variant_vi, variant_en, stars, body, status, is_sample, version, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.ID, orNull(r.LineID), orNull(r.PurchaseID), r.ProductID, r.OrgID, orNull(userID), r.Author, r.Variant.VI, r.Variant.EN, r.Stars, r.Body, r.Status,
		r.Sample, r.Version, r.CreatedAt)
	if db.Constraint(err) == "reviews_line_key" {
		return ErrStale // two tabs wrote the first one at once
	}
	return err
}

// edit keeps what a review said and replaces it. The product's rating is locked.
func (s store) edit(ctx context.Context, was Review, stars int, body string, at time.Time) error {
	since := was.CreatedAt
	if !was.EditedAt.IsZero() {
		since = was.EditedAt
	}
	if _, err := s.db.Exec(ctx, "keep review's version", `INSERT INTO review_versions (review_id, version, stars, body, at) VALUES (?, ?, ?, ?, ?)`,
		was.ID, was.Version, was.Stars, was.Body, since); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, "change review", `UPDATE reviews SET stars = ?, body = ?, edited_at = ?, version = version + 1 WHERE id = ?`, stars, body, at, was.ID)
	return err
}

// addPicture puts a picture behind the others unless it is there. Errors:
// ErrTooManyPictures.
func (s store) addPicture(ctx context.Context, reviewID ident.ID, p catalog.Picture) error {
	if _, err := s.lock(ctx, reviewID); err != nil {
		return err
	}
	var have int
	var same bool
	if err := s.db.Each(ctx, "count review's pictures", `
SELECT count(*), coalesce(bool_or(sizes = ?::jsonb), false) FROM review_pictures WHERE review_id = ?`, []any{db.JSON{V: p.Sizes}, reviewID},
		func(rows *sql.Rows) error { return rows.Scan(&have, &same) }); err != nil || same {
		return err
	}
	if have >= maxPictures {
		return ErrTooManyPictures
	}
	_, err := s.db.Exec(ctx, "write review's picture", `
INSERT INTO review_pictures (id, review_id, position, width, height, color, sizes) VALUES (?, ?, ?, ?, ?, ?, ?::jsonb)`,
		p.ID, reviewID, have+1, p.Width, p.Height, p.Color, db.JSON{V: p.Sizes})
	return err
}

func (s store) removePicture(ctx context.Context, reviewID, id ident.ID) error {
	_, err := s.db.Exec(ctx, "remove review's picture", `DELETE FROM review_pictures WHERE review_id = ? AND id = ?`, reviewID, id)
	return err
}

func (s store) report(ctx context.Context, id ident.ID, reporter string, r Report) error {
	_, err := s.db.Exec(ctx, "keep report", `
INSERT INTO review_reports (id, review_id, reporter, reason, note, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		ident.New(), id, reporter, r.Reason, r.Note, r.At)
	return err
}

func (s store) dismiss(ctx context.Context, id ident.ID, at time.Time) error {
	_, err := s.db.Exec(ctx, "dismiss reports", `UPDATE review_reports SET dismissed_at = ? WHERE review_id = ? AND dismissed_at IS NULL`, at, id)
	return err
}

// reply keeps when the first answer was given: mending it does not prolong the time.
func (s store) reply(ctx context.Context, id, by ident.ID, body string, at time.Time) error {
	_, err := s.db.Exec(ctx, "answer review", `UPDATE reviews SET reply = ?, reply_by = ?::uuid, reply_at = coalesce(reply_at, ?) WHERE id = ?`, body, orNull(by), at, id)
	return err
}

func (s store) setStatus(ctx context.Context, id ident.ID, st Status, reason string, by ident.ID, at time.Time) error {
	var hiddenAt *time.Time
	if st == StatusHidden {
		hiddenAt = &at
	}
	_, err := s.db.Exec(ctx, "moderate review", `
UPDATE reviews SET status = ?, hidden_reason = ?, hidden_by = ?, hidden_at = ?, version = version + 1 WHERE id = ?`, st, reason, orNull(by), hiddenAt, id)
	return err
}

func (s store) erase(ctx context.Context, userID ident.ID) error {
	for _, q := range []string{
		`DELETE FROM review_pictures WHERE review_id IN (SELECT id FROM reviews WHERE user_id = ?)`,
		`DELETE FROM review_versions WHERE review_id IN (SELECT id FROM reviews WHERE user_id = ?)`,
		`UPDATE reviews SET author = 'Đã xóa', body = '', user_id = NULL WHERE user_id = ?`,
	} {
		if _, err := s.db.Exec(ctx, "erase personal data of reviews", q, userID); err != nil {
			return err
		}
	}
	return nil
}

// uninvited lists orders delivered in a span of time whose buyers agreed to news of
// the market, left an address, wrote nothing yet and were not asked.
func (s store) uninvited(ctx context.Context, from, to time.Time) ([]ident.ID, error) {
	var out []ident.ID
	err := s.db.Each(ctx, "find whom to ask for a review", `
SELECT o.id FROM order_events e JOIN orders o ON o.id = e.order_id JOIN purchases p ON p.id = o.purchase_id
WHERE e.kind = 'delivered' AND e.at >= ? AND e.at <= ? AND o.status = 'delivered'
  AND p.contact_email IS NOT NULL AND p.erased_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM review_invitations i WHERE i.order_id = o.id)
  AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.purchase_id = p.id)
  AND (SELECT c.granted FROM consents c WHERE c.subject = coalesce(p.user_id, p.id) AND c.purpose = 'newsletter' ORDER BY c.given_at DESC, c.id DESC LIMIT 1)
ORDER BY o.id LIMIT 500`, []any{from, to}, func(rows *sql.Rows) error {
		var id ident.ID
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}

// keepInvitation tells whether it is new.
func (s store) keepInvitation(ctx context.Context, orderID ident.ID, at time.Time) (bool, error) {
	n, err := s.db.Exec(ctx, "keep invitation", `INSERT INTO review_invitations (order_id, at) VALUES (?, ?) ON CONFLICT DO NOTHING`, orderID, at)
	return n == 1, err
}
