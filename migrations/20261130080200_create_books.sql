-- +goose Up
-- What the books know of a delivered order: what was sold, kept and paid back, and when the
-- cooperative's part can be paid out. The amounts themselves are in the ledger.
CREATE TABLE book_sales (
    order_id            uuid PRIMARY KEY REFERENCES orders,
    purchase_id         uuid NOT NULL,
    org_id              uuid NOT NULL,
    buyer_org_id        uuid,            -- null: a person's
    method              text NOT NULL,
    goods_vnd           bigint NOT NULL, -- as delivered
    shipping_vnd        bigint NOT NULL,
    commission_vnd      bigint NOT NULL,
    refunded_goods_vnd  bigint NOT NULL DEFAULT 0,
    refunded_ship_vnd   bigint NOT NULL DEFAULT 0,
    commission_back_vnd bigint NOT NULL DEFAULT 0, -- of the commission, given back with refunds
    disputed_vnd        bigint NOT NULL DEFAULT 0, -- held back at the moment
    delivered_at        timestamptz NOT NULL,
    paid_at             timestamptz,               -- null: the buyer has not paid yet
    release_at          timestamptz NOT NULL,      -- when the time to return goods is over
    released_at         timestamptz,               -- null: not yet payable
    CONSTRAINT book_sales_amounts_ck CHECK (goods_vnd >= 0 AND shipping_vnd >= 0 AND commission_vnd BETWEEN 0 AND goods_vnd),
    -- Nobody gets back more than was paid, however often and by however many it is tried.
    CONSTRAINT book_sales_refunded_ck CHECK (refunded_goods_vnd BETWEEN 0 AND goods_vnd AND refunded_ship_vnd BETWEEN 0 AND shipping_vnd),
    CONSTRAINT book_sales_back_ck CHECK (commission_back_vnd BETWEEN 0 AND commission_vnd),
    CONSTRAINT book_sales_disputed_ck CHECK (disputed_vnd >= 0
        AND disputed_vnd + refunded_goods_vnd + refunded_ship_vnd <= goods_vnd + shipping_vnd),
    CONSTRAINT book_sales_released_ck CHECK (released_at IS NULL OR paid_at IS NOT NULL)
);
CREATE INDEX book_sales_waiting_idx ON book_sales (release_at) WHERE released_at IS NULL AND paid_at IS NOT NULL;
CREATE INDEX book_sales_org_idx ON book_sales (org_id, delivered_at DESC, order_id DESC);

-- Money ordered to a cooperative's account. One is under way for each cooperative at most.
CREATE TABLE book_payouts (
    id         uuid PRIMARY KEY,
    org_id     uuid NOT NULL,
    amount_vnd bigint NOT NULL,
    state      text NOT NULL,
    ordered_at timestamptz NOT NULL,
    ended_at   timestamptz, -- null: under way
    CONSTRAINT book_payouts_amount_ck CHECK (amount_vnd > 0),
    CONSTRAINT book_payouts_state_ck CHECK (state IN ('ordered', 'paid', 'bounced')),
    CONSTRAINT book_payouts_ended_ck CHECK ((state = 'ordered') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX book_payouts_one_idx ON book_payouts (org_id) WHERE state = 'ordered';
CREATE INDEX book_payouts_org_idx ON book_payouts (org_id, ordered_at DESC);

-- +goose Down
DROP TABLE book_payouts, book_sales;
