-- +goose Up
-- Discount codes (mã giảm giá): what they take off, who bears it, and how often and how much they may.
-- Made and ended, never edited: what buyers were promised stays. docs/decisions/0054-vouchers.md.
CREATE TABLE vouchers (
    id           uuid PRIMARY KEY,
    code         text NOT NULL,
    org_id       uuid REFERENCES organisations, -- whose goods; null: the market's own
    name         text NOT NULL,                 -- as buyers read it
    campaign     text NOT NULL DEFAULT '',      -- the same names as commission_rules.campaign; empty: none
    kind         text NOT NULL,
    off          text NOT NULL,                 -- what it takes something off
    rate_bp      integer NOT NULL DEFAULT 0,    -- percent: hundredths of a percent
    amount_vnd   bigint NOT NULL DEFAULT 0,     -- amount: how much
    cap_vnd      bigint NOT NULL DEFAULT 0,     -- percent: at most so much; 0: without a cap
    platform_bp  integer NOT NULL,              -- of the discount, what the market bears; the rest is the cooperative's
    from_day     date NOT NULL,
    until_day    date NOT NULL,                 -- the last day
    min_spend_vnd     bigint NOT NULL DEFAULT 0,
    max_uses          integer NOT NULL DEFAULT 0, -- 0: no limit
    max_uses_per_buyer integer NOT NULL DEFAULT 0, -- 0: no limit
    budget_vnd        bigint NOT NULL DEFAULT 0,  -- 0: no limit
    org_ids      uuid[] NOT NULL DEFAULT '{}',    -- of the market's: only for these cooperatives; empty: all
    category_ids uuid[] NOT NULL DEFAULT '{}',    -- only for these; empty: all
    product_ids  uuid[] NOT NULL DEFAULT '{}',
    sample       boolean NOT NULL DEFAULT false,  -- loaded with the demo
    uses         integer NOT NULL DEFAULT 0,      -- purchases that have it now
    spent_vnd    bigint NOT NULL DEFAULT 0,       -- set aside for them
    created_by   uuid,                            -- null: loaded with the demo
    created_at   timestamptz NOT NULL,
    ended_by     uuid,
    ended_at     timestamptz,                     -- null: not ended by hand
    CONSTRAINT vouchers_code_ck CHECK (code ~ '^[A-Z0-9]{4,20}$'),
    CONSTRAINT vouchers_name_ck CHECK (char_length(name) BETWEEN 1 AND 120),
    CONSTRAINT vouchers_campaign_ck CHECK (char_length(campaign) <= 80),
    CONSTRAINT vouchers_off_ck CHECK (off IN ('goods', 'shipping')),
    CONSTRAINT vouchers_kind_ck CHECK (
        kind = 'percent' AND rate_bp BETWEEN 1 AND 10000 AND amount_vnd = 0 AND cap_vnd >= 0
        OR kind = 'amount' AND rate_bp = 0 AND amount_vnd > 0 AND cap_vnd = 0),
    CONSTRAINT vouchers_bearer_ck CHECK (platform_bp BETWEEN 0 AND 10000 AND (org_id IS NULL) = (platform_bp > 0)),
    -- A cooperative pays for its own goods only.
    CONSTRAINT vouchers_own_goods_ck CHECK (org_id IS NULL OR org_ids = '{}'),
    -- Who shares what it costs is named, and agrees first (voucher_consents).
    CONSTRAINT vouchers_shared_ck CHECK (platform_bp IN (0, 10000) OR org_ids <> '{}'),
    CONSTRAINT vouchers_days_ck CHECK (until_day >= from_day),
    CONSTRAINT vouchers_limits_ck CHECK (min_spend_vnd >= 0 AND max_uses >= 0 AND max_uses_per_buyer >= 0 AND budget_vnd >= 0),
    -- Whoever counts at the same time: never more than was allowed.
    CONSTRAINT vouchers_uses_ck CHECK (uses >= 0 AND (max_uses = 0 OR uses <= max_uses)),
    CONSTRAINT vouchers_spent_ck CHECK (spent_vnd >= 0 AND (budget_vnd = 0 OR spent_vnd <= budget_vnd)),
    -- The market's money is never given without a bound.
    CONSTRAINT vouchers_budget_ck CHECK (platform_bp = 0 OR budget_vnd > 0)
) WITH (fillfactor = 70);
-- One code means one voucher at a time; once ended it may be made anew.
CREATE UNIQUE INDEX vouchers_code_idx ON vouchers (code) WHERE ended_at IS NULL;
CREATE INDEX vouchers_org_idx ON vouchers (org_id, created_at DESC);

-- +goose StatementBegin
-- Only its counters and its end change.
CREATE FUNCTION voucher_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was vouchers := OLD;
BEGIN
    was.uses := NEW.uses;
    was.spent_vnd := NEW.spent_vnd;
    was.ended_by := NEW.ended_by;
    was.ended_at := NEW.ended_at;
    IF TG_OP = 'DELETE' OR was IS DISTINCT FROM NEW OR OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at THEN
        RAISE EXCEPTION 'of a voucher only its counters and its end change' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'vouchers_kept';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER vouchers_keep BEFORE UPDATE OR DELETE ON vouchers FOR EACH ROW EXECUTE FUNCTION voucher_keeps();

-- Cooperatives that have agreed to bear their part of a shared voucher.
CREATE TABLE voucher_consents (
    voucher_id uuid NOT NULL REFERENCES vouchers,
    org_id     uuid NOT NULL REFERENCES organisations,
    agreed_by  uuid, -- null: loaded with the demo
    agreed_at  timestamptz NOT NULL,
    PRIMARY KEY (voucher_id, org_id)
);

-- What a voucher takes off an order at the moment, by bearer.
CREATE TABLE voucher_uses (
    voucher_id      uuid NOT NULL REFERENCES vouchers,
    order_id        uuid NOT NULL REFERENCES orders,
    purchase_id     uuid NOT NULL,
    org_id          uuid NOT NULL,
    user_id         uuid,          -- null: a guest
    phone           text NOT NULL, -- E.164
    cooperative_vnd bigint NOT NULL,
    platform_vnd    bigint NOT NULL,
    granted_vnd     bigint NOT NULL, -- set aside of the budget when bought
    at              timestamptz NOT NULL,
    given_back_at   timestamptz,   -- null: it counts
    PRIMARY KEY (voucher_id, order_id),
    CONSTRAINT voucher_uses_amounts_ck CHECK (cooperative_vnd >= 0 AND platform_vnd >= 0 AND cooperative_vnd + platform_vnd <= granted_vnd)
);
CREATE INDEX voucher_uses_order_idx ON voucher_uses (order_id);
CREATE INDEX voucher_uses_user_idx ON voucher_uses (voucher_id, user_id) WHERE given_back_at IS NULL;
CREATE INDEX voucher_uses_phone_idx ON voucher_uses (voucher_id, phone) WHERE given_back_at IS NULL;

-- The discount, frozen when bought, by line and by bearer; what of it holds now follows what is still to come.
ALTER TABLE order_lines
    ADD COLUMN off_cooperative_vnd bigint NOT NULL DEFAULT 0,
    ADD COLUMN off_platform_vnd    bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT order_lines_off_ck CHECK (off_cooperative_vnd >= 0 AND off_platform_vnd >= 0
        AND (off_cooperative_vnd + off_platform_vnd = 0 OR off_cooperative_vnd + off_platform_vnd <= unit_price_vnd * quantity));
ALTER TABLE orders
    ADD COLUMN ship_off_cooperative_vnd bigint NOT NULL DEFAULT 0, -- frozen
    ADD COLUMN ship_off_platform_vnd    bigint NOT NULL DEFAULT 0, -- frozen
    ADD COLUMN discount_vnd  bigint NOT NULL DEFAULT 0, -- of goods and shipping, now
    ADD COLUMN promotion_vnd bigint NOT NULL DEFAULT 0, -- of that, what the market bears
    DROP CONSTRAINT orders_total_ck,
    ADD CONSTRAINT orders_total_ck CHECK (subtotal_vnd >= 0 AND shipping_vnd >= 0 AND total_vnd >= 0
        AND total_vnd = subtotal_vnd + shipping_vnd - discount_vnd),
    ADD CONSTRAINT orders_discount_ck CHECK (discount_vnd >= 0 AND promotion_vnd BETWEEN 0 AND discount_vnd
        AND ship_off_cooperative_vnd >= 0 AND ship_off_platform_vnd >= 0);
ALTER TABLE purchases
    ADD COLUMN discount_vnd bigint NOT NULL DEFAULT 0,
    DROP CONSTRAINT purchases_total_ck,
    ADD CONSTRAINT purchases_total_ck CHECK (subtotal_vnd >= 0 AND shipping_vnd >= 0 AND discount_vnd >= 0 AND total_vnd >= 0
        AND total_vnd = subtotal_vnd + shipping_vnd - discount_vnd);

-- In the books goods and shipping are what the cooperative sells for, less what it bears itself;
-- of that the market pays its part of the discount, and the buyer the rest.
ALTER TABLE book_sales
    ADD COLUMN promo_goods_vnd bigint NOT NULL DEFAULT 0,
    ADD COLUMN promo_ship_vnd  bigint NOT NULL DEFAULT 0,
    ADD COLUMN promo_back_vnd  bigint NOT NULL DEFAULT 0, -- came back to the market with refunds
    DROP CONSTRAINT book_sales_refunded_ck,
    ADD CONSTRAINT book_sales_refunded_ck CHECK (refunded_goods_vnd BETWEEN 0 AND goods_vnd - promo_goods_vnd
        AND refunded_ship_vnd BETWEEN 0 AND shipping_vnd - promo_ship_vnd),
    DROP CONSTRAINT book_sales_disputed_ck,
    ADD CONSTRAINT book_sales_disputed_ck CHECK (disputed_vnd >= 0
        AND disputed_vnd + refunded_goods_vnd + refunded_ship_vnd <= goods_vnd + shipping_vnd - promo_goods_vnd - promo_ship_vnd),
    ADD CONSTRAINT book_sales_promo_ck CHECK (promo_goods_vnd >= 0 AND promo_ship_vnd >= 0 AND promo_back_vnd BETWEEN 0 AND promo_goods_vnd + promo_ship_vnd);

-- +goose Down
ALTER TABLE book_sales
    DROP CONSTRAINT book_sales_promo_ck,
    DROP CONSTRAINT book_sales_disputed_ck,
    DROP CONSTRAINT book_sales_refunded_ck,
    DROP COLUMN promo_goods_vnd, DROP COLUMN promo_ship_vnd, DROP COLUMN promo_back_vnd,
    ADD CONSTRAINT book_sales_refunded_ck CHECK (refunded_goods_vnd BETWEEN 0 AND goods_vnd AND refunded_ship_vnd BETWEEN 0 AND shipping_vnd),
    ADD CONSTRAINT book_sales_disputed_ck CHECK (disputed_vnd >= 0
        AND disputed_vnd + refunded_goods_vnd + refunded_ship_vnd <= goods_vnd + shipping_vnd);
ALTER TABLE purchases DROP CONSTRAINT purchases_total_ck;
UPDATE purchases SET total_vnd = subtotal_vnd + shipping_vnd WHERE discount_vnd > 0;
ALTER TABLE purchases DROP COLUMN discount_vnd,
    ADD CONSTRAINT purchases_total_ck CHECK (subtotal_vnd >= 0 AND shipping_vnd >= 0 AND total_vnd = subtotal_vnd + shipping_vnd);
ALTER TABLE orders DROP CONSTRAINT orders_discount_ck, DROP CONSTRAINT orders_total_ck;
UPDATE orders SET total_vnd = subtotal_vnd + shipping_vnd WHERE discount_vnd > 0;
ALTER TABLE orders DROP COLUMN ship_off_cooperative_vnd, DROP COLUMN ship_off_platform_vnd, DROP COLUMN discount_vnd, DROP COLUMN promotion_vnd,
    ADD CONSTRAINT orders_total_ck CHECK (subtotal_vnd >= 0 AND shipping_vnd >= 0 AND total_vnd = subtotal_vnd + shipping_vnd);
ALTER TABLE order_lines DROP CONSTRAINT order_lines_off_ck, DROP COLUMN off_cooperative_vnd, DROP COLUMN off_platform_vnd;
DROP TABLE voucher_uses, voucher_consents, vouchers;
DROP FUNCTION voucher_keeps();
