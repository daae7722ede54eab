-- +goose Up
-- Which third of the country a province lies in, for shipping zones.
CREATE TABLE province_regions (
    province_code text PRIMARY KEY,
    region        text NOT NULL,
    CONSTRAINT province_regions_ck CHECK (region IN ('bac', 'trung', 'nam'))
);

CREATE TABLE shipping_rates (
    zone          text NOT NULL,
    valid_from    date NOT NULL,
    first_g       bigint NOT NULL,
    first_vnd     bigint NOT NULL,
    step_g        bigint NOT NULL,
    step_vnd      bigint NOT NULL,
    cold_vnd      bigint NOT NULL DEFAULT 0,
    days_min      smallint NOT NULL,
    days_max      smallint NOT NULL,
    PRIMARY KEY (zone, valid_from),
    CONSTRAINT shipping_rates_zone_ck CHECK (zone IN ('noi_tinh', 'mien_bac', 'lien_mien')),
    CONSTRAINT shipping_rates_ck CHECK (first_g > 0 AND step_g > 0 AND first_vnd >= 0 AND step_vnd >= 0 AND cold_vnd >= 0 AND days_min > 0 AND days_max >= days_min)
);

-- Islands and communes at the end of mountain roads: a fee and days on top of the zone's.
CREATE TABLE remote_communes (
    commune_code text PRIMARY KEY,
    fee_vnd      bigint NOT NULL,
    extra_days   smallint NOT NULL,
    CONSTRAINT remote_communes_ck CHECK (fee_vnd >= 0 AND extra_days >= 0)
);

-- One checkout of one buyer; it holds one order for each cooperative.
CREATE TABLE purchases (
    id              uuid PRIMARY KEY,
    code            text NOT NULL,
    user_id         uuid REFERENCES users, -- null: bought as a guest
    locale          text NOT NULL,
    contact_name    text NOT NULL,
    contact_phone   text NOT NULL,
    contact_email   citext,                -- null: the buyer gave none
    province_code   text NOT NULL,
    commune_code    text NOT NULL,
    address_line    text NOT NULL,         -- house, street, hamlet
    address_typed   text NOT NULL,         -- the words as typed
    address_label   text NOT NULL,         -- as shown at the time
    note            text NOT NULL,
    payment_method  text NOT NULL,
    subtotal_vnd    bigint NOT NULL,
    shipping_vnd    bigint NOT NULL,
    total_vnd       bigint NOT NULL,
    terms_version   text NOT NULL,
    placed_at       timestamptz NOT NULL,
    erased_at       timestamptz,           -- null: personal data still there
    CONSTRAINT purchases_code_key UNIQUE (code),
    CONSTRAINT purchases_method_ck CHECK (payment_method IN ('cod')),
    CONSTRAINT purchases_total_ck CHECK (subtotal_vnd >= 0 AND shipping_vnd >= 0 AND total_vnd = subtotal_vnd + shipping_vnd)
);
CREATE INDEX purchases_user_idx ON purchases (user_id, placed_at DESC, id DESC) WHERE user_id IS NOT NULL;

CREATE TABLE orders (
    id             uuid PRIMARY KEY,
    code           text NOT NULL,
    purchase_id    uuid NOT NULL REFERENCES purchases,
    org_id         uuid NOT NULL REFERENCES organisations,
    status         text NOT NULL,
    subtotal_vnd   bigint NOT NULL,
    shipping_vnd   bigint NOT NULL,
    total_vnd      bigint NOT NULL,
    weight_g       bigint NOT NULL,
    days_min       smallint NOT NULL,
    days_max       smallint NOT NULL,
    carrier        text NOT NULL DEFAULT '',
    tracking_code  text NOT NULL DEFAULT '',
    version        bigint NOT NULL DEFAULT 1,
    placed_at      timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CONSTRAINT orders_code_key UNIQUE (code),
    CONSTRAINT orders_purchase_org_key UNIQUE (purchase_id, org_id),
    CONSTRAINT orders_status_ck CHECK (status IN ('placed', 'confirmed', 'packed', 'shipped', 'delivered', 'cancelled')),
    CONSTRAINT orders_total_ck CHECK (subtotal_vnd >= 0 AND shipping_vnd >= 0 AND total_vnd = subtotal_vnd + shipping_vnd)
);
CREATE INDEX orders_inbox_idx ON orders (org_id, placed_at DESC, id DESC);
CREATE INDEX orders_inbox_status_idx ON orders (org_id, status, placed_at DESC, id DESC);
CREATE INDEX orders_newest_idx ON orders (placed_at DESC, id DESC);
CREATE INDEX orders_status_idx ON orders (status, placed_at DESC, id DESC);

CREATE TABLE order_lines (
    id               uuid PRIMARY KEY,
    order_id         uuid NOT NULL REFERENCES orders,
    position         integer NOT NULL,
    product_id       uuid NOT NULL REFERENCES products,
    variant_id       uuid NOT NULL REFERENCES variants,
    -- Frozen at the moment of buying, so that later edits change no past order:
    product_slug     text NOT NULL,
    product_name_vi  text NOT NULL,
    product_name_en  text NOT NULL,
    variant_name_vi  text NOT NULL,
    variant_name_en  text NOT NULL,
    unit             text NOT NULL,
    picture_key      text NOT NULL,
    vat_treatment    text NOT NULL,
    unit_price_vnd   bigint NOT NULL,
    quantity         bigint NOT NULL,
    cancelled_qty    bigint NOT NULL DEFAULT 0,
    CONSTRAINT order_lines_position_key UNIQUE (order_id, position),
    CONSTRAINT order_lines_quantity_ck CHECK (quantity > 0 AND cancelled_qty BETWEEN 0 AND quantity),
    CONSTRAINT order_lines_price_ck CHECK (unit_price_vnd > 0)
);
CREATE INDEX order_lines_variant_idx ON order_lines (variant_id);

ALTER TABLE reservations ADD CONSTRAINT reservations_line_fk
    FOREIGN KEY (order_line_id) REFERENCES order_lines DEFERRABLE INITIALLY DEFERRED;

-- The timeline of an order. Append-only.
CREATE TABLE order_events (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id   uuid NOT NULL REFERENCES orders,
    kind       text NOT NULL,
    actor_kind text NOT NULL,
    actor_id   uuid,            -- null: a guest or the system
    note       text NOT NULL DEFAULT '',
    data       jsonb NOT NULL DEFAULT '{}',
    at         timestamptz NOT NULL,
    CONSTRAINT order_events_kind_ck CHECK (kind IN ('placed', 'confirmed', 'packed', 'shipped', 'delivered', 'cancelled', 'part_cancelled')),
    CONSTRAINT order_events_actor_ck CHECK (actor_kind IN ('buyer', 'cooperative', 'alliance', 'system'))
);
CREATE INDEX order_events_order_idx ON order_events (order_id, id);
CREATE TRIGGER order_events_append_only BEFORE UPDATE OR DELETE ON order_events
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

CREATE TABLE payments (
    id          uuid PRIMARY KEY,
    purchase_id uuid NOT NULL REFERENCES purchases,
    order_id    uuid NOT NULL REFERENCES orders, -- cash is collected parcel by parcel
    method      text NOT NULL,
    state       text NOT NULL,
    amount_vnd  bigint NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CONSTRAINT payments_order_key UNIQUE (order_id),
    CONSTRAINT payments_method_ck CHECK (method IN ('cod')),
    CONSTRAINT payments_state_ck CHECK (state IN ('due', 'collected', 'cancelled')),
    CONSTRAINT payments_amount_ck CHECK (amount_vnd >= 0)
);
CREATE INDEX payments_purchase_idx ON payments (purchase_id);

-- A write that came with an Idempotency-Key, and what was answered.
CREATE TABLE idempotency_keys (
    actor        text NOT NULL, -- "user:<id>", "cart:<id>"
    operation    text NOT NULL,
    key          text NOT NULL,
    request_hash bytea NOT NULL,
    response     jsonb NOT NULL,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (actor, operation, key)
);
CREATE INDEX idempotency_keys_created_idx ON idempotency_keys (created_at);

-- Keys that all processes share and nobody else knows. Made by the first process that needs one.
CREATE TABLE app_secrets (
    name       text PRIMARY KEY,
    value      bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT app_secrets_strong_ck CHECK (octet_length(value) >= 32)
);

-- Messages to people. Written with the change that causes them, sent by a job.
CREATE TABLE messages (
    id         uuid PRIMARY KEY,
    kind       text NOT NULL,
    -- The same event writes its message once, however often it is handled.
    dedupe_key text NOT NULL,
    recipient  text NOT NULL,
    locale     text NOT NULL,
    data       jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    sent_at    timestamptz, -- null: not sent yet
    CONSTRAINT messages_dedupe_key UNIQUE (dedupe_key)
);
CREATE INDEX messages_unsent_idx ON messages (created_at) WHERE sent_at IS NULL;

-- +goose Down
DROP TABLE messages, app_secrets, idempotency_keys, payments, order_events;
ALTER TABLE reservations DROP CONSTRAINT reservations_line_fk;
DROP TABLE order_lines, orders, purchases, remote_communes, shipping_rates, province_regions;
