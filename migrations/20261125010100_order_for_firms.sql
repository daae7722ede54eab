-- +goose Up
-- A purchase can be made in the name of a firm, under a linkage programme, and paid later.
-- Names are frozen as everything else of a purchase is.
ALTER TABLE purchases
    ADD COLUMN buyer_org_id      uuid REFERENCES organisations, -- null: a person's
    ADD COLUMN buyer_org_name    text NOT NULL DEFAULT '',
    ADD COLUMN programme_id      uuid REFERENCES linkage_programmes, -- null: under no programme
    ADD COLUMN programme_name_vi text NOT NULL DEFAULT '',
    ADD COLUMN programme_name_en text NOT NULL DEFAULT '',
    DROP CONSTRAINT purchases_method_ck,
    ADD CONSTRAINT purchases_method_ck CHECK (payment_method IN ('cod', 'pay_later')),
    ADD CONSTRAINT purchases_firm_ck CHECK ((buyer_org_id IS NULL) = (buyer_org_name = '')),
    ADD CONSTRAINT purchases_programme_ck CHECK (programme_id IS NULL OR buyer_org_id IS NOT NULL),
    ADD CONSTRAINT purchases_pay_later_ck CHECK (payment_method <> 'pay_later' OR buyer_org_id IS NOT NULL);
CREATE INDEX purchases_firm_idx ON purchases (buyer_org_id, placed_at DESC, id DESC) WHERE buyer_org_id IS NOT NULL;

ALTER TABLE payments
    DROP CONSTRAINT payments_method_ck,
    ADD CONSTRAINT payments_method_ck CHECK (method IN ('cod', 'pay_later'));

-- From which amount on a firm's member must ask its owner first. No row: never.
CREATE TABLE purchasing_rules (
    org_id             uuid PRIMARY KEY REFERENCES organisations,
    approval_above_vnd bigint, -- null: nobody has to ask
    version            bigint NOT NULL DEFAULT 1,
    updated_by         uuid NOT NULL REFERENCES users,
    updated_at         timestamptz NOT NULL,
    CONSTRAINT purchasing_rules_limit_ck CHECK (approval_above_vnd BETWEEN 0 AND 1000000000000)
);

-- An order of a firm that waits for its owner's word (đề nghị mua). It promises nothing:
-- goods, prices and credit are looked at again when it is approved.
CREATE TABLE requisitions (
    id             uuid PRIMARY KEY,
    code           text NOT NULL,
    org_id         uuid NOT NULL REFERENCES organisations,
    status         text NOT NULL,
    requested_by   uuid NOT NULL REFERENCES users,
    locale         text NOT NULL,
    contact_name   text NOT NULL,
    contact_phone  text NOT NULL,
    contact_email  text NOT NULL,
    commune_code   text NOT NULL,
    address_line   text NOT NULL,
    note           text NOT NULL,
    payment_method text NOT NULL,
    programme_id   uuid REFERENCES linkage_programmes, -- null: under no programme
    adult          boolean NOT NULL,
    subtotal_vnd   bigint NOT NULL, -- as asked
    shipping_vnd   bigint NOT NULL,
    total_vnd      bigint NOT NULL,
    expires_at     timestamptz NOT NULL,
    decided_by     uuid REFERENCES users, -- null: nobody, or the system
    decided_at     timestamptz,           -- null: waiting
    reason         text NOT NULL DEFAULT '',
    purchase_id    uuid REFERENCES purchases DEFERRABLE INITIALLY DEFERRED, -- null: not approved
    version        bigint NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CONSTRAINT requisitions_code_key UNIQUE (code),
    CONSTRAINT requisitions_purchase_key UNIQUE (purchase_id),
    CONSTRAINT requisitions_status_ck CHECK (status IN ('waiting', 'approved', 'refused', 'withdrawn', 'expired')),
    CONSTRAINT requisitions_method_ck CHECK (payment_method IN ('cod', 'pay_later')),
    CONSTRAINT requisitions_total_ck CHECK (subtotal_vnd >= 0 AND shipping_vnd >= 0 AND total_vnd = subtotal_vnd + shipping_vnd),
    CONSTRAINT requisitions_decided_ck CHECK ((status = 'waiting') = (decided_at IS NULL)),
    CONSTRAINT requisitions_approved_ck CHECK ((status = 'approved') = (purchase_id IS NOT NULL)),
    CONSTRAINT requisitions_refused_ck CHECK (status <> 'refused' OR reason <> '')
);
CREATE INDEX requisitions_org_idx ON requisitions (org_id, created_at DESC, id DESC);
CREATE INDEX requisitions_waiting_idx ON requisitions (expires_at) WHERE status = 'waiting';

CREATE TABLE requisition_lines (
    requisition_id uuid NOT NULL REFERENCES requisitions ON DELETE CASCADE,
    position       integer NOT NULL,
    variant_id     uuid NOT NULL REFERENCES variants,
    quantity       bigint NOT NULL,
    unit_price_vnd bigint NOT NULL, -- as asked
    PRIMARY KEY (requisition_id, position),
    CONSTRAINT requisition_lines_variant_key UNIQUE (requisition_id, variant_id),
    CONSTRAINT requisition_lines_quantity_ck CHECK (quantity BETWEEN 1 AND 1000000),
    CONSTRAINT requisition_lines_price_ck CHECK (unit_price_vnd > 0)
);

-- The timeline of a requisition. Append-only.
CREATE TABLE requisition_events (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    requisition_id uuid NOT NULL REFERENCES requisitions,
    kind           text NOT NULL,
    actor_id       uuid,          -- null: the system
    note           text NOT NULL DEFAULT '',
    at             timestamptz NOT NULL,
    CONSTRAINT requisition_events_kind_ck CHECK (kind IN ('waiting', 'approved', 'refused', 'withdrawn', 'expired'))
);
CREATE INDEX requisition_events_idx ON requisition_events (requisition_id, id);
CREATE TRIGGER requisition_events_append_only BEFORE UPDATE OR DELETE ON requisition_events
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- +goose Down
DROP TABLE requisition_events, requisition_lines, requisitions, purchasing_rules;
ALTER TABLE payments DROP CONSTRAINT payments_method_ck, ADD CONSTRAINT payments_method_ck CHECK (method IN ('cod'));
DROP INDEX purchases_firm_idx;
ALTER TABLE purchases
    DROP CONSTRAINT purchases_pay_later_ck,
    DROP CONSTRAINT purchases_programme_ck,
    DROP CONSTRAINT purchases_firm_ck,
    DROP CONSTRAINT purchases_method_ck,
    ADD CONSTRAINT purchases_method_ck CHECK (payment_method IN ('cod')),
    DROP COLUMN programme_name_en,
    DROP COLUMN programme_name_vi,
    DROP COLUMN programme_id,
    DROP COLUMN buyer_org_name,
    DROP COLUMN buyer_org_id;
