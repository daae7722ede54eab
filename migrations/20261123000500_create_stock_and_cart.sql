-- +goose Up
-- What a cooperative has of a variant and how much of it is spoken for.
-- available = on_hand - reserved; the database refuses either to go wrong.
CREATE TABLE stock_items (
    variant_id uuid PRIMARY KEY REFERENCES variants ON DELETE CASCADE,
    on_hand    bigint NOT NULL,
    reserved   bigint NOT NULL DEFAULT 0,
    version    bigint NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL,
    CONSTRAINT stock_items_on_hand_ck CHECK (on_hand >= 0),
    CONSTRAINT stock_items_reserved_ck CHECK (reserved >= 0 AND reserved <= on_hand)
) WITH (fillfactor = 70);

-- Every change of on_hand, with its reason; their sum is on_hand. Append-only.
CREATE TABLE stock_moves (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    variant_id uuid NOT NULL REFERENCES variants,
    delta      bigint NOT NULL,
    reason     text NOT NULL,
    order_id   uuid,          -- null: not caused by an order
    actor_id   uuid,          -- null: the system
    note       text NOT NULL DEFAULT '',
    at         timestamptz NOT NULL,
    CONSTRAINT stock_moves_reason_ck CHECK (reason IN ('opening', 'receive', 'adjust', 'ship', 'return')),
    CONSTRAINT stock_moves_delta_ck CHECK (delta <> 0)
);
CREATE INDEX stock_moves_variant_idx ON stock_moves (variant_id, id);
CREATE TRIGGER stock_moves_append_only BEFORE UPDATE OR DELETE ON stock_moves
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- A claim on stock: a hold while somebody checks out, or an allocation to an order line.
-- The active ones of a variant add up to its stock_items.reserved.
CREATE TABLE reservations (
    id            uuid PRIMARY KEY,
    variant_id    uuid NOT NULL REFERENCES variants,
    quantity      bigint NOT NULL,
    -- The checkout hold or the order line that owns the claim.
    hold_id       uuid,  -- null: an allocation
    order_line_id uuid,  -- null: a hold
    created_at    timestamptz NOT NULL,
    CONSTRAINT reservations_quantity_ck CHECK (quantity > 0),
    CONSTRAINT reservations_owner_ck CHECK (num_nonnulls(hold_id, order_line_id) = 1)
);
CREATE UNIQUE INDEX reservations_hold_idx ON reservations (hold_id, variant_id) WHERE hold_id IS NOT NULL;
CREATE UNIQUE INDEX reservations_line_idx ON reservations (order_line_id) WHERE order_line_id IS NOT NULL;

CREATE TABLE carts (
    id         uuid PRIMARY KEY,
    user_id    uuid REFERENCES users ON DELETE CASCADE, -- null: a guest's
    token_hash bytea,                                   -- null: a user's
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT carts_user_key UNIQUE (user_id),
    CONSTRAINT carts_token_key UNIQUE (token_hash),
    CONSTRAINT carts_owner_ck CHECK (num_nonnulls(user_id, token_hash) = 1)
);
CREATE INDEX carts_updated_idx ON carts (updated_at);

CREATE TABLE cart_lines (
    cart_id        uuid NOT NULL REFERENCES carts ON DELETE CASCADE,
    variant_id     uuid NOT NULL REFERENCES variants ON DELETE CASCADE,
    quantity       bigint NOT NULL,
    seen_price_vnd bigint NOT NULL, -- the unit price the shopper last saw
    added_at       timestamptz NOT NULL,
    PRIMARY KEY (cart_id, variant_id),
    CONSTRAINT cart_lines_quantity_ck CHECK (quantity BETWEEN 1 AND 1000000)
);

-- Fifteen minutes in which a shopper at the checkout keeps what is in the cart.
CREATE TABLE checkout_holds (
    id         uuid PRIMARY KEY,
    cart_id    uuid NOT NULL REFERENCES carts ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT checkout_holds_cart_key UNIQUE (cart_id)
);

ALTER TABLE reservations ADD CONSTRAINT reservations_hold_fk
    FOREIGN KEY (hold_id) REFERENCES checkout_holds DEFERRABLE INITIALLY DEFERRED;

-- +goose Down
DROP TABLE reservations, checkout_holds, cart_lines, carts, stock_moves, stock_items;
