-- +goose Up
-- How much a buyer firm may owe (hạn mức mua trả sau), granted by the Alliance. What is
-- used is the sum of the firm's open uses; the database refuses to let it pass what is granted.
CREATE TABLE credit_lines (
    org_id      uuid PRIMARY KEY REFERENCES organisations,
    granted_vnd bigint NOT NULL,
    used_vnd    bigint NOT NULL DEFAULT 0,
    suspended   boolean NOT NULL DEFAULT false,
    version     bigint NOT NULL DEFAULT 1, -- of what the Alliance decided; a use does not raise it
    updated_at  timestamptz NOT NULL,
    CONSTRAINT credit_lines_granted_ck CHECK (granted_vnd BETWEEN 0 AND 1000000000000),
    CONSTRAINT credit_lines_used_ck CHECK (used_vnd >= 0 AND used_vnd <= granted_vnd)
) WITH (fillfactor = 70);

-- What the Alliance decided, each time with its reason. Append-only.
CREATE TABLE credit_decisions (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    org_id      uuid NOT NULL REFERENCES credit_lines,
    version     bigint NOT NULL,
    granted_vnd bigint NOT NULL,  -- as decided
    suspended   boolean NOT NULL, -- as decided
    reason      text NOT NULL,
    actor_id    uuid,             -- null: loaded with the demo
    at          timestamptz NOT NULL,
    CONSTRAINT credit_decisions_version_key UNIQUE (org_id, version),
    CONSTRAINT credit_decisions_reason_ck CHECK (char_length(reason) BETWEEN 1 AND 500)
);
CREATE TRIGGER credit_decisions_append_only BEFORE UPDATE OR DELETE ON credit_decisions
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- What one order takes of the line until it is cancelled or settled.
CREATE TABLE credit_uses (
    order_id   uuid PRIMARY KEY REFERENCES orders,
    org_id     uuid NOT NULL REFERENCES credit_lines,
    amount_vnd bigint NOT NULL,
    state      text NOT NULL DEFAULT 'open',
    paid_on    date,                     -- null: not settled
    reference  text NOT NULL DEFAULT '', -- of the bank transfer that settled it
    settled_by uuid,                     -- null: not settled
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT credit_uses_state_ck CHECK (state IN ('open', 'settled', 'released')),
    CONSTRAINT credit_uses_amount_ck CHECK (amount_vnd >= 0 AND (state <> 'open' OR amount_vnd > 0)),
    CONSTRAINT credit_uses_settled_ck CHECK ((state = 'settled') = (paid_on IS NOT NULL) AND (state = 'settled') = (reference <> ''))
);
CREATE INDEX credit_uses_open_idx ON credit_uses (org_id, created_at) WHERE state = 'open';

-- +goose Down
DROP TABLE credit_uses, credit_decisions, credit_lines;
