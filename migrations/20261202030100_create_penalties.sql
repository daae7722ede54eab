-- +goose Up
-- Penalties (tiền phạt) that the Alliance puts on cooperatives. What they do to the books is posted when a second
-- person approves; taking one back is a transaction of its own.
CREATE TABLE penalties (
    id          uuid PRIMARY KEY,
    code        text NOT NULL,
    org_id      uuid NOT NULL REFERENCES organisations, -- the cooperative
    amount_vnd  bigint NOT NULL,
    reason      text NOT NULL,  -- kept in the books, shown to the cooperative
    message     text NOT NULL,  -- what is said to the cooperative beside it
    order_id    uuid REFERENCES orders,
    contract_id uuid REFERENCES contracts,
    state       text NOT NULL,
    proposed_by uuid NOT NULL,
    proposed_at timestamptz NOT NULL,
    approved_by uuid,
    approved_at timestamptz,
    ended_by    uuid,
    ended_at    timestamptz,
    end_reason  text NOT NULL DEFAULT '',
    version     bigint NOT NULL DEFAULT 1,
    CONSTRAINT penalties_code_key UNIQUE (code),
    CONSTRAINT penalties_amount_ck CHECK (amount_vnd > 0 AND amount_vnd <= 1000000000),
    CONSTRAINT penalties_about_ck CHECK (order_id IS NULL OR contract_id IS NULL),
    CONSTRAINT penalties_state_ck CHECK (state IN ('proposed', 'approved', 'discarded', 'taken_back')),
    CONSTRAINT penalties_two_persons_ck CHECK (approved_by <> proposed_by),
    CONSTRAINT penalties_approved_ck CHECK ((state IN ('approved', 'taken_back')) = (approved_by IS NOT NULL) AND (approved_by IS NULL) = (approved_at IS NULL)),
    CONSTRAINT penalties_ended_ck CHECK ((state IN ('discarded', 'taken_back')) = (ended_by IS NOT NULL) AND (ended_by IS NULL) = (ended_at IS NULL)
        AND (ended_by IS NULL) = (end_reason = ''))
);
CREATE INDEX penalties_org_idx ON penalties (org_id, proposed_at DESC);
CREATE INDEX penalties_state_idx ON penalties (state, proposed_at DESC);

-- What was proposed is what is approved.
-- +goose StatementBegin
CREATE FUNCTION penalties_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.id, NEW.code, NEW.org_id, NEW.amount_vnd, NEW.reason, NEW.message, NEW.proposed_by, NEW.proposed_at)
        IS DISTINCT FROM (OLD.id, OLD.code, OLD.org_id, OLD.amount_vnd, OLD.reason, OLD.message, OLD.proposed_by, OLD.proposed_at)
        OR NEW.order_id IS DISTINCT FROM OLD.order_id OR NEW.contract_id IS DISTINCT FROM OLD.contract_id THEN
        RAISE EXCEPTION 'a penalty is not rewritten' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER penalties_frozen BEFORE UPDATE OR DELETE ON penalties FOR EACH ROW EXECUTE FUNCTION penalties_frozen();

-- +goose Down
DROP TABLE penalties;
DROP FUNCTION penalties_frozen();
