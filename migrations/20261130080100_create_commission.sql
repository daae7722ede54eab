-- +goose Up
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- What the market keeps of a sale (hoa hồng). Of the rules that fit an order line on the day it was
-- bought, a campaign's goes before a standing one, and the narrower before the wider.
CREATE TABLE commission_rules (
    id          uuid PRIMARY KEY,
    org_id      uuid NOT NULL, -- whose goods; zero: everybody's
    category_id uuid NOT NULL, -- of which kind; zero: of all
    campaign    text NOT NULL DEFAULT '', -- empty: a standing rule
    rate_bp     integer NOT NULL,         -- hundredths of a percent of the goods, without shipping
    from_day    date NOT NULL,
    until_day   date,                     -- the last day; null: until ended
    reason      text NOT NULL,
    created_by  uuid,                     -- null: loaded with the demo
    created_at  timestamptz NOT NULL,
    ended_by    uuid,                     -- null: not ended by hand
    version     bigint NOT NULL DEFAULT 1,
    CONSTRAINT commission_rules_rate_ck CHECK (rate_bp BETWEEN 0 AND 5000),
    CONSTRAINT commission_rules_days_ck CHECK (until_day IS NULL OR until_day >= from_day),
    CONSTRAINT commission_rules_reason_ck CHECK (char_length(reason) BETWEEN 1 AND 500),
    CONSTRAINT commission_rules_campaign_ck CHECK (char_length(campaign) <= 80),
    -- On no day do two rules of the same rank fit the same goods.
    CONSTRAINT commission_rules_one_ex EXCLUDE USING gist (
        org_id WITH =, category_id WITH =, (CASE WHEN campaign = '' THEN 0 ELSE 1 END) WITH =,
        daterange(from_day, until_day, '[]') WITH &&)
);

-- What was kept of one order, frozen when it was delivered. Append-only.
CREATE TABLE commission_charges (
    order_id   uuid PRIMARY KEY REFERENCES orders,
    org_id     uuid NOT NULL,
    bought_on  date NOT NULL,   -- the day whose rules hold
    base_vnd   bigint NOT NULL, -- the goods
    amount_vnd bigint NOT NULL,
    lines      jsonb NOT NULL,  -- each with its rule, rate and share
    charged_at timestamptz NOT NULL,
    CONSTRAINT commission_charges_amount_ck CHECK (amount_vnd BETWEEN 0 AND base_vnd)
);
CREATE TRIGGER commission_charges_append_only BEFORE UPDATE OR DELETE ON commission_charges
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- +goose StatementBegin
-- Of a rule only its end may move: what it said of the days gone by stays.
CREATE FUNCTION commission_rule_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.id, NEW.org_id, NEW.category_id, NEW.campaign, NEW.rate_bp, NEW.from_day, NEW.reason, NEW.created_by, NEW.created_at)
        IS DISTINCT FROM (OLD.id, OLD.org_id, OLD.category_id, OLD.campaign, OLD.rate_bp, OLD.from_day, OLD.reason, OLD.created_by, OLD.created_at) THEN
        RAISE EXCEPTION 'of a commission rule only the end changes' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'commission_rules_kept';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER commission_rules_keep BEFORE UPDATE OR DELETE ON commission_rules
    FOR EACH ROW EXECUTE FUNCTION commission_rule_keeps();

-- +goose Down
DROP TABLE commission_charges, commission_rules;
DROP FUNCTION commission_rule_keeps();
DROP EXTENSION btree_gist;
