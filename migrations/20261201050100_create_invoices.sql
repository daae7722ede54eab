-- +goose Up
-- Monthly invoices of firms that pay later (hoá đơn tháng): what was delivered on credit, and until when it
-- is to be paid. Whether one is paid is told by the uses of credit that it lists, so that money that somebody
-- records by hand and money that the bank's statement tells meet in one place.
CREATE TABLE invoices (
    id          uuid PRIMARY KEY,
    number      text NOT NULL,
    org_id      uuid NOT NULL REFERENCES organisations, -- the firm
    from_day    date NOT NULL, -- of the deliveries, in Viet Nam
    until_day   date NOT NULL, -- the last one
    due_on      date NOT NULL,
    total_vnd   bigint NOT NULL,
    sample      boolean NOT NULL DEFAULT false, -- loaded with the demo
    issued_by   uuid,          -- null: made by the job
    issued_at   timestamptz NOT NULL,
    CONSTRAINT invoices_number_key UNIQUE (number),
    CONSTRAINT invoices_days_ck CHECK (until_day >= from_day AND due_on >= until_day),
    CONSTRAINT invoices_total_ck CHECK (total_vnd > 0)
);
CREATE INDEX invoices_org_idx ON invoices (org_id, issued_at DESC);

-- Frozen when issued. An order stands on one invoice at most.
CREATE TABLE invoice_lines (
    invoice_id   uuid NOT NULL REFERENCES invoices,
    order_id     uuid NOT NULL REFERENCES orders,
    delivered_at timestamptz NOT NULL,
    amount_vnd   bigint NOT NULL,
    PRIMARY KEY (invoice_id, order_id),
    CONSTRAINT invoice_lines_order_key UNIQUE (order_id),
    CONSTRAINT invoice_lines_amount_ck CHECK (amount_vnd > 0)
);
CREATE TRIGGER invoices_append_only BEFORE UPDATE OR DELETE ON invoices FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER invoice_lines_append_only BEFORE UPDATE OR DELETE ON invoice_lines FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- The last number of each month.
CREATE TABLE invoice_numbers (
    month date PRIMARY KEY,
    last  integer NOT NULL
);

-- When what an order takes of the credit is to be paid; null: not invoiced yet. What is open after that day
-- stops new credit.
ALTER TABLE credit_uses ADD COLUMN due_on date;
CREATE INDEX credit_uses_due_idx ON credit_uses (org_id, due_on) WHERE state = 'open' AND due_on IS NOT NULL;

-- Deposits of contracts that were paid by transfer.
CREATE TABLE obligation_payments (
    obligation_id uuid PRIMARY KEY REFERENCES payment_obligations,
    reference     text NOT NULL,
    paid_at       timestamptz NOT NULL
);
CREATE TRIGGER obligation_payments_append_only BEFORE UPDATE OR DELETE ON obligation_payments FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- +goose Down
DROP TABLE obligation_payments, invoice_numbers, invoice_lines, invoices;
DROP INDEX credit_uses_due_idx;
ALTER TABLE credit_uses DROP COLUMN due_on;
