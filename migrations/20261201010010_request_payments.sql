-- +goose Up
-- What somebody was asked to pay before goods go or by an invoice (yêu cầu thanh toán): docs/payment-states.md.
CREATE TABLE payment_requests (
    id           uuid PRIMARY KEY,
    purpose      text NOT NULL,
    subject_id   uuid NOT NULL,                      -- the purchase, contract or invoice
    payer_id     uuid REFERENCES users,              -- null: a guest
    payer_org_id uuid REFERENCES organisations,      -- null: a person pays
    method       text NOT NULL,
    amount_vnd   bigint NOT NULL,
    received_vnd bigint NOT NULL DEFAULT 0,          -- all that ever came
    returned_vnd bigint NOT NULL DEFAULT 0,          -- what of it is owed back or went back
    reference    text NOT NULL,                      -- the text of the transfer
    state        text NOT NULL,
    expires_at   timestamptz NOT NULL,
    paid_at      timestamptz,                        -- null: not paid
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CONSTRAINT payment_requests_reference_key UNIQUE (reference),
    CONSTRAINT payment_requests_reference_ck CHECK (reference ~ '^CP[2-9A-HJKMNP-TW-Z]{7}$'),
    CONSTRAINT payment_requests_purpose_ck CHECK (purpose IN ('purchase', 'deposit', 'invoice')),
    CONSTRAINT payment_requests_method_ck CHECK (method IN ('bank_transfer', 'card')),
    CONSTRAINT payment_requests_state_ck CHECK (state IN ('open', 'paid', 'expired', 'cancelled', 'returned')),
    CONSTRAINT payment_requests_amount_ck CHECK (amount_vnd BETWEEN 1 AND 1000000000000000),
    CONSTRAINT payment_requests_received_ck CHECK (received_vnd BETWEEN 0 AND 1000000000000000),
    -- Never more goes back than came.
    CONSTRAINT payment_requests_returned_ck CHECK (returned_vnd BETWEEN 0 AND received_vnd),
    CONSTRAINT payment_requests_paid_ck CHECK ((state = 'paid') = (paid_at IS NOT NULL) AND (state <> 'paid' OR received_vnd >= amount_vnd))
);
-- One attempt at a time, and one that was paid.
CREATE UNIQUE INDEX payment_requests_one_open_idx ON payment_requests (purpose, subject_id) WHERE state = 'open';
CREATE UNIQUE INDEX payment_requests_one_paid_idx ON payment_requests (purpose, subject_id) WHERE state = 'paid';
CREATE INDEX payment_requests_subject_idx ON payment_requests (subject_id, created_at);
CREATE INDEX payment_requests_expiry_idx ON payment_requests (expires_at) WHERE state = 'open';
CREATE INDEX payment_requests_payer_idx ON payment_requests (payer_id, created_at DESC, id DESC) WHERE payer_id IS NOT NULL;

-- Money that came (tiền đến). The same movement counts once, whoever tells of it. Append-only.
CREATE TABLE payment_receipts (
    id          uuid PRIMARY KEY,
    request_id  uuid NOT NULL REFERENCES payment_requests,
    source      text NOT NULL,
    external_id text NOT NULL,   -- the bank's or Stripe's own name of the movement
    amount_vnd  bigint NOT NULL,
    kept_vnd    bigint NOT NULL, -- of it, for what was asked; the rest goes back
    at          timestamptz NOT NULL,
    created_at  timestamptz NOT NULL,
    CONSTRAINT payment_receipts_external_key UNIQUE (source, external_id),
    CONSTRAINT payment_receipts_source_ck CHECK (source IN ('bank', 'stripe')),
    CONSTRAINT payment_receipts_external_ck CHECK (char_length(external_id) BETWEEN 1 AND 200),
    CONSTRAINT payment_receipts_amount_ck CHECK (amount_vnd BETWEEN 1 AND 1000000000000000 AND kept_vnd BETWEEN 0 AND amount_vnd)
);
CREATE INDEX payment_receipts_request_idx ON payment_receipts (request_id);
CREATE TRIGGER payment_receipts_append_only BEFORE UPDATE OR DELETE ON payment_receipts
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- A refund may be of a request as a whole (too much, too late), and says by which way it goes.
ALTER TABLE refunds
    ALTER COLUMN order_id DROP NOT NULL,                                  -- null: of no single order
    ADD COLUMN purchase_id uuid REFERENCES purchases,                     -- null: of no purchase
    ADD COLUMN request_id  uuid REFERENCES payment_requests,              -- whose money goes back; null: cash or an invoice
    ADD COLUMN via         text NOT NULL DEFAULT 'hand',
    ADD COLUMN reason      text NOT NULL DEFAULT 'return',
    DROP CONSTRAINT refunds_method_ck,
    ADD CONSTRAINT refunds_method_ck CHECK (method IN ('bank_transfer', 'cash', 'invoice', 'card')),
    ADD CONSTRAINT refunds_via_ck CHECK (via IN ('card', 'bank_transfer', 'hand') AND (via = 'hand') = (request_id IS NULL)),
    ADD CONSTRAINT refunds_reason_ck CHECK (reason IN ('return', 'cancelled', 'expired', 'late', 'surplus', 'dispute')),
    ADD CONSTRAINT refunds_about_ck CHECK (order_id IS NOT NULL OR request_id IS NOT NULL);
UPDATE refunds r SET purchase_id = o.purchase_id FROM orders o WHERE o.id = r.order_id;
CREATE INDEX refunds_owed_idx ON refunds (via, created_at) WHERE state = 'owed';
CREATE INDEX refunds_purchase_idx ON refunds (purchase_id) WHERE purchase_id IS NOT NULL;

-- Where a transfer goes back to, as its payer said.
CREATE TABLE refund_accounts (
    subject_id uuid PRIMARY KEY, -- the purchase, contract or invoice that was paid
    bank_bin   text NOT NULL,
    account    text NOT NULL,
    holder     text NOT NULL,    -- as the bank writes it
    version    bigint NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL,
    CONSTRAINT refund_accounts_bank_ck CHECK (bank_bin ~ '^[0-9]{6}$'),
    CONSTRAINT refund_accounts_account_ck CHECK (account ~ '^[0-9A-Za-z]{1,19}$'),
    CONSTRAINT refund_accounts_holder_ck CHECK (char_length(holder) BETWEEN 2 AND 100)
);

-- +goose Down
DROP TABLE refund_accounts;
DELETE FROM refunds WHERE order_id IS NULL;
UPDATE refunds SET method = 'bank_transfer' WHERE method = 'card';
DROP INDEX refunds_purchase_idx, refunds_owed_idx;
ALTER TABLE refunds
    DROP CONSTRAINT refunds_about_ck, DROP CONSTRAINT refunds_reason_ck, DROP CONSTRAINT refunds_via_ck, DROP CONSTRAINT refunds_method_ck,
    ADD CONSTRAINT refunds_method_ck CHECK (method IN ('bank_transfer', 'cash', 'invoice')),
    DROP COLUMN reason, DROP COLUMN via, DROP COLUMN request_id, DROP COLUMN purchase_id,
    ALTER COLUMN order_id SET NOT NULL;
DROP TABLE payment_receipts, payment_requests;
