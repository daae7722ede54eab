-- +goose Up
-- A link by which a new order is answered without log-in. Only a hash of it is kept.
CREATE TABLE answer_links (
    token_hash bytea PRIMARY KEY,
    order_id   uuid NOT NULL REFERENCES orders,
    channel    text NOT NULL, -- how it was sent
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,   -- null: not used
    CONSTRAINT answer_links_channel_ck CHECK (channel IN ('email', 'sms', 'zalo')),
    CONSTRAINT answer_links_hash_ck CHECK (octet_length(token_hash) = 32)
);
CREATE INDEX answer_links_order_idx ON answer_links (order_id);
CREATE INDEX answer_links_expires_idx ON answer_links (expires_at);

-- What was done about an order that nobody answered: once each.
CREATE TABLE answer_nudges (
    order_id uuid NOT NULL REFERENCES orders,
    kind     text NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (order_id, kind),
    CONSTRAINT answer_nudges_kind_ck CHECK (kind IN ('reminded', 'escalated'))
);

-- +goose Down
DROP TABLE answer_nudges, answer_links;
