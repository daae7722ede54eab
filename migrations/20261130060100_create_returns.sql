-- +goose Up
-- Within how many hours of delivery goods of a category can be sent back.
CREATE TABLE return_windows (
    category_slug text PRIMARY KEY, -- '' for all others
    hours         integer NOT NULL,
    CONSTRAINT return_windows_hours_ck CHECK (hours BETWEEN 1 AND 8760)
);
INSERT INTO return_windows (category_slug, hours) VALUES
    ('', 168), ('gia-cam-thit', 48), ('thuy-san', 48), ('trai-cay', 48), ('mang-rau-cu', 48);

-- A buyer's complaint about goods that came, and how it was settled: docs/return-states.md.
CREATE TABLE return_cases (
    id               uuid PRIMARY KEY,
    code             text NOT NULL,
    order_id         uuid NOT NULL REFERENCES orders,
    org_id           uuid NOT NULL REFERENCES organisations,
    state            text NOT NULL,
    reason           text NOT NULL,
    words            text NOT NULL,
    wish             text NOT NULL,            -- what the buyer asked for
    resolution       text,                     -- null: nobody answered yet
    resolved_by      text,                     -- null: nobody answered yet
    resolution_words text NOT NULL DEFAULT '',
    refund_vnd       bigint NOT NULL DEFAULT 0,
    goods_back       boolean NOT NULL DEFAULT false, -- the goods are to come back
    refund_to        text NOT NULL DEFAULT '', -- the buyer's account, until it was paid
    carrier          text NOT NULL DEFAULT '', -- of the replacement
    tracking_code    text NOT NULL DEFAULT '',
    sent_at          timestamptz,              -- null: no replacement was sent
    received_at      timestamptz,              -- null: no goods came back
    due_at           timestamptz,              -- null: nobody is waited for until a moment
    version          bigint NOT NULL DEFAULT 1,
    opened_at        timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    closed_at        timestamptz,              -- null: under way
    CONSTRAINT return_cases_code_key UNIQUE (code),
    CONSTRAINT return_cases_state_ck CHECK (state IN ('open', 'answered', 'mediation', 'agreed', 'done', 'closed', 'withdrawn')),
    CONSTRAINT return_cases_reason_ck CHECK (reason IN ('damaged', 'spoiled', 'wrong', 'missing', 'not_as_described', 'other')),
    CONSTRAINT return_cases_wish_ck CHECK (wish IN ('refund', 'replacement')),
    CONSTRAINT return_cases_resolution_ck CHECK (resolution IN ('refund', 'replacement', 'refusal') AND resolved_by IN ('cooperative', 'alliance')),
    CONSTRAINT return_cases_resolved_ck CHECK ((resolution IS NULL) = (resolved_by IS NULL)),
    CONSTRAINT return_cases_refund_ck CHECK (refund_vnd >= 0 AND (refund_vnd > 0) = (resolution IS NOT NULL AND resolution = 'refund')),
    CONSTRAINT return_cases_closed_ck CHECK ((closed_at IS NOT NULL) = (state IN ('done', 'closed', 'withdrawn')))
);
-- One at a time for an order: the next waits until this one is settled.
CREATE UNIQUE INDEX return_cases_one_open_idx ON return_cases (order_id) WHERE closed_at IS NULL;
CREATE INDEX return_cases_org_idx ON return_cases (org_id, updated_at DESC, id DESC);
CREATE INDEX return_cases_newest_idx ON return_cases (updated_at DESC, id DESC);
CREATE INDEX return_cases_due_idx ON return_cases (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE return_lines (
    case_id       uuid NOT NULL REFERENCES return_cases,
    order_line_id uuid NOT NULL REFERENCES order_lines,
    quantity      bigint NOT NULL,
    restocked     bigint NOT NULL DEFAULT 0, -- of what came back; the rest was written off
    PRIMARY KEY (case_id, order_line_id),
    CONSTRAINT return_lines_quantity_ck CHECK (quantity > 0 AND restocked BETWEEN 0 AND quantity)
);
CREATE INDEX return_lines_line_idx ON return_lines (order_line_id);

CREATE TABLE return_photos (
    id       uuid PRIMARY KEY,
    order_id uuid NOT NULL REFERENCES orders,
    case_id  uuid REFERENCES return_cases, -- null: uploaded, not sent with a case yet
    blob_key text NOT NULL,
    at       timestamptz NOT NULL
);
CREATE INDEX return_photos_order_idx ON return_photos (order_id);

CREATE TABLE return_events (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id    uuid NOT NULL REFERENCES return_cases,
    kind       text NOT NULL,
    actor_kind text NOT NULL,
    actor_id   uuid,          -- null: a guest or the system
    note       text NOT NULL DEFAULT '',
    at         timestamptz NOT NULL,
    CONSTRAINT return_events_actor_ck CHECK (actor_kind IN ('buyer', 'cooperative', 'alliance', 'system'))
);
CREATE INDEX return_events_case_idx ON return_events (case_id, id);
CREATE TRIGGER return_events_append_only BEFORE UPDATE OR DELETE ON return_events
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- What of an order's money goes back. Together never more than was paid.
ALTER TABLE payments ADD COLUMN refunded_vnd bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT payments_refunded_ck CHECK (refunded_vnd BETWEEN 0 AND amount_vnd);
CREATE TABLE refunds (
    id         uuid PRIMARY KEY,
    order_id   uuid NOT NULL REFERENCES orders,
    cause_id   uuid NOT NULL,     -- the return that it settles; each is paid once
    amount_vnd bigint NOT NULL,
    state      text NOT NULL,
    method     text,              -- null: not paid yet
    reference  text NOT NULL DEFAULT '',
    paid_by    uuid REFERENCES users, -- null: not paid yet, or the person is gone
    paid_at    timestamptz,       -- null: not paid yet
    created_at timestamptz NOT NULL,
    CONSTRAINT refunds_cause_key UNIQUE (cause_id),
    CONSTRAINT refunds_amount_ck CHECK (amount_vnd > 0),
    CONSTRAINT refunds_state_ck CHECK (state IN ('owed', 'paid')),
    CONSTRAINT refunds_method_ck CHECK (method IN ('bank_transfer', 'cash', 'invoice')),
    CONSTRAINT refunds_paid_ck CHECK ((state = 'paid') = (paid_at IS NOT NULL AND method IS NOT NULL))
);
CREATE INDEX refunds_order_idx ON refunds (order_id);

-- +goose Down
DROP TABLE refunds;
ALTER TABLE payments DROP COLUMN refunded_vnd;
DROP TABLE return_events, return_photos, return_lines, return_cases, return_windows;
