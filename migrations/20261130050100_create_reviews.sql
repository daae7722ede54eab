-- +goose Up
-- What a buyer says of one line of an order that was delivered.
CREATE TABLE reviews (
    id            uuid PRIMARY KEY,
    line_id       uuid REFERENCES order_lines, -- null only for a sample of the demo
    purchase_id   uuid REFERENCES purchases,   -- null only for a sample of the demo
    product_id    uuid NOT NULL REFERENCES products ON DELETE CASCADE,
    org_id        uuid NOT NULL REFERENCES organisations,
    user_id       uuid REFERENCES users, -- null: a guest, erased, or a sample
    author        text NOT NULL,         -- as shown: "Lan N."
    variant_vi    text NOT NULL DEFAULT '',
    variant_en    text NOT NULL DEFAULT '',
    stars         smallint NOT NULL,
    body          text NOT NULL DEFAULT '',
    status        text NOT NULL DEFAULT 'visible',
    hidden_reason text NOT NULL DEFAULT '',
    hidden_by     uuid REFERENCES users, -- null: not hidden
    hidden_at     timestamptz,           -- null: not hidden
    reply         text NOT NULL DEFAULT '',
    reply_by      uuid REFERENCES users, -- null: no answer
    reply_at      timestamptz,           -- null: no answer; the first time it was given
    is_sample     boolean NOT NULL DEFAULT false,
    version       bigint NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL,
    edited_at     timestamptz, -- null: as first written
    CONSTRAINT reviews_line_key UNIQUE (line_id),
    CONSTRAINT reviews_bought_ck CHECK (is_sample OR line_id IS NOT NULL AND purchase_id IS NOT NULL),
    CONSTRAINT reviews_stars_ck CHECK (stars BETWEEN 1 AND 5),
    CONSTRAINT reviews_body_ck CHECK (char_length(body) <= 2000),
    CONSTRAINT reviews_reply_ck CHECK (char_length(reply) <= 2000 AND (reply = '') = (reply_at IS NULL)),
    CONSTRAINT reviews_status_ck CHECK (status IN ('visible', 'hidden')),
    CONSTRAINT reviews_hidden_ck CHECK (status = 'visible' OR hidden_reason <> '')
);
CREATE INDEX reviews_product_idx ON reviews (product_id, created_at DESC, id DESC) WHERE status = 'visible';
CREATE INDEX reviews_org_idx ON reviews (org_id, created_at DESC, id DESC);
CREATE INDEX reviews_unanswered_idx ON reviews (org_id, created_at DESC, id DESC) WHERE reply_at IS NULL AND status = 'visible';
CREATE INDEX reviews_newest_idx ON reviews (created_at DESC, id DESC);
CREATE INDEX reviews_hidden_idx ON reviews (created_at DESC, id DESC) WHERE status = 'hidden';
CREATE INDEX reviews_purchase_idx ON reviews (purchase_id);
CREATE INDEX reviews_user_idx ON reviews (user_id) WHERE user_id IS NOT NULL;

-- What a review said before it was changed. Append-only, but erased with its author.
CREATE TABLE review_versions (
    review_id uuid NOT NULL REFERENCES reviews ON DELETE CASCADE,
    version   bigint NOT NULL,
    stars     smallint NOT NULL,
    body      text NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (review_id, version)
);

CREATE TABLE review_pictures (
    id        uuid PRIMARY KEY,
    review_id uuid NOT NULL REFERENCES reviews ON DELETE CASCADE,
    position  integer NOT NULL,
    width     integer NOT NULL,
    height    integer NOT NULL,
    color     text NOT NULL,
    sizes     jsonb NOT NULL,
    CONSTRAINT review_pictures_key UNIQUE (review_id, sizes),
    CONSTRAINT review_pictures_color_ck CHECK (color ~ '^#[0-9a-f]{6}$')
);

CREATE TABLE review_reports (
    id           uuid PRIMARY KEY,
    review_id    uuid NOT NULL REFERENCES reviews ON DELETE CASCADE,
    reporter     text NOT NULL, -- a hash of who told; the same one counts once
    reason       text NOT NULL,
    note         text NOT NULL DEFAULT '',
    at           timestamptz NOT NULL,
    dismissed_at timestamptz, -- null: not looked at
    CONSTRAINT review_reports_key UNIQUE (review_id, reporter),
    CONSTRAINT review_reports_reason_ck CHECK (reason IN ('untrue', 'offensive', 'private_data', 'advertising', 'other')),
    CONSTRAINT review_reports_note_ck CHECK (char_length(note) <= 500)
);
CREATE INDEX review_reports_open_idx ON review_reports (review_id) WHERE dismissed_at IS NULL;

-- The visible reviews of a product in one row: lists read it, a sale never writes it.
CREATE TABLE product_ratings (
    product_id uuid PRIMARY KEY REFERENCES products ON DELETE CASCADE,
    by_stars   bigint[] NOT NULL DEFAULT '{0,0,0,0,0}', -- how many gave 1, 2, 3, 4, 5
    votes      bigint NOT NULL DEFAULT 0,
    average    integer NOT NULL DEFAULT 0, -- hundredths of a star, weighed: internal/review/rating.go
    is_sample  boolean NOT NULL DEFAULT false,
    CONSTRAINT product_ratings_votes_ck CHECK (votes >= 0 AND array_length(by_stars, 1) = 5),
    CONSTRAINT product_ratings_average_ck CHECK (average = 0 OR average BETWEEN 100 AND 500)
);

-- Whom we asked for a review; once for each order.
CREATE TABLE review_invitations (
    order_id uuid PRIMARY KEY REFERENCES orders,
    at       timestamptz NOT NULL
);

-- +goose Down
DROP TABLE review_invitations, product_ratings, review_reports, review_pictures, review_versions, reviews;
