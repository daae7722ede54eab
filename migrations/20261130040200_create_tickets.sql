-- +goose Up
-- Complaints (about a listing, a seller, a purchase, or against a take-down) and requests about one's own data.
CREATE TABLE tickets (
    id              uuid PRIMARY KEY,
    number          text NOT NULL,
    topic           text NOT NULL,
    product_id      uuid REFERENCES products ON DELETE SET NULL,
    org_id          uuid REFERENCES organisations, -- null: about nobody's goods
    purchase_code   text NOT NULL DEFAULT '',
    subject         text NOT NULL,                 -- what it is about, in words, as it was called then
    reason          text NOT NULL,
    words           text NOT NULL,
    reporter_org    uuid REFERENCES organisations, -- null: a person
    reporter_id     uuid REFERENCES users ON DELETE SET NULL, -- null: a guest
    reporter_name   text NOT NULL,
    reporter_email  text NOT NULL DEFAULT '',
    reporter_phone  text NOT NULL DEFAULT '',
    locale          text NOT NULL,
    state           text NOT NULL,
    acknowledge_by  timestamptz, -- null: no duty of its own
    answer_by       timestamptz NOT NULL,
    acknowledged_at timestamptz,
    answered_at     timestamptz,
    handler_id      uuid REFERENCES users ON DELETE SET NULL,
    outcome         text NOT NULL DEFAULT '',
    proof           text NOT NULL DEFAULT '',
    key             text NOT NULL, -- the client's Idempotency-Key
    input_hash      bytea NOT NULL,
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT tickets_number_key UNIQUE (number),
    CONSTRAINT tickets_key_key UNIQUE (key),
    CONSTRAINT tickets_topic_ck CHECK (topic IN ('listing', 'seller', 'purchase', 'objection', 'data_access', 'data_correct', 'data_erase', 'data_withdraw')),
    CONSTRAINT tickets_state_ck CHECK (state IN ('received', 'examining', 'upheld', 'rejected', 'withdrawn')),
    CONSTRAINT tickets_about_ck CHECK (CASE topic WHEN 'listing' THEN org_id IS NOT NULL WHEN 'objection' THEN org_id IS NOT NULL AND reporter_org = org_id
        WHEN 'seller' THEN org_id IS NOT NULL WHEN 'purchase' THEN purchase_code <> '' ELSE org_id IS NULL END),
    CONSTRAINT tickets_reach_ck CHECK (reporter_email <> '' OR reporter_phone <> '' OR reporter_id IS NOT NULL OR reporter_name = 'Đã xóa'),
    CONSTRAINT tickets_outcome_ck CHECK (state NOT IN ('upheld', 'rejected') OR outcome <> '' AND answered_at IS NOT NULL),
    CONSTRAINT tickets_words_ck CHECK (char_length(words) BETWEEN 1 AND 4000 AND char_length(outcome) <= 4000 AND char_length(proof) <= 1000)
);
CREATE INDEX tickets_open_idx ON tickets (answer_by, id) WHERE state IN ('received', 'examining');
CREATE INDEX tickets_all_idx ON tickets (created_at DESC, id DESC);
CREATE INDEX tickets_org_idx ON tickets (org_id, created_at DESC);
CREATE INDEX tickets_reporter_idx ON tickets (reporter_id);

-- Everything that was said and done. Append-only: it is the evidence.
CREATE TABLE ticket_events (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ticket_id uuid NOT NULL REFERENCES tickets,
    kind      text NOT NULL,
    side      text NOT NULL,
    actor_id  uuid, -- null: a guest or the system
    body      text NOT NULL DEFAULT '',
    at        timestamptz NOT NULL,
    CONSTRAINT ticket_events_kind_ck CHECK (kind IN ('opened', 'acknowledged', 'said', 'filed', 'upheld', 'rejected', 'withdrawn', 'reminded')),
    CONSTRAINT ticket_events_side_ck CHECK (side IN ('reporter', 'seller', 'alliance', 'system')),
    CONSTRAINT ticket_events_body_ck CHECK (char_length(body) <= 4000)
);
CREATE INDEX ticket_events_ticket_idx ON ticket_events (ticket_id, id);
CREATE TRIGGER ticket_events_append_only BEFORE UPDATE OR DELETE ON ticket_events FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

CREATE TABLE ticket_files (
    id         uuid PRIMARY KEY,
    ticket_id  uuid NOT NULL REFERENCES tickets,
    side       text NOT NULL,
    name       text NOT NULL,
    media_type text NOT NULL,
    size       integer NOT NULL,
    sha256     bytea NOT NULL,
    blob_key   text NOT NULL,
    at         timestamptz NOT NULL,
    CONSTRAINT ticket_files_side_ck CHECK (side IN ('reporter', 'seller', 'alliance')),
    CONSTRAINT ticket_files_once_key UNIQUE (ticket_id, sha256)
);
CREATE TRIGGER ticket_files_append_only BEFORE UPDATE OR DELETE ON ticket_files FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- Goods that the Alliance took off the shelf. Only it puts them back.
CREATE TABLE product_takedowns (
    id         uuid PRIMARY KEY,
    product_id uuid NOT NULL REFERENCES products ON DELETE CASCADE,
    org_id     uuid NOT NULL REFERENCES organisations,
    reason     text NOT NULL,
    words      text NOT NULL,
    by_id      uuid NOT NULL,
    at         timestamptz NOT NULL,
    lifted_by  uuid,
    lifted_at  timestamptz, -- null: in force
    lift_words text NOT NULL DEFAULT '',
    ticket_id  uuid REFERENCES tickets, -- the cooperative's one objection
    CONSTRAINT product_takedowns_reason_ck CHECK (reason IN ('forbidden', 'wrong_ocop', 'misleading', 'alcohol_ad', 'unsafe', 'counterfeit', 'no_licence', 'other')),
    CONSTRAINT product_takedowns_words_ck CHECK (char_length(words) BETWEEN 1 AND 1000 AND char_length(lift_words) <= 1000),
    CONSTRAINT product_takedowns_lifted_ck CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
-- What is taken down is never on the shelf, by whichever way somebody tries to put it there.
ALTER TABLE products ADD COLUMN taken_down boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT products_taken_down_ck CHECK (NOT taken_down OR status <> 'listed');
CREATE UNIQUE INDEX product_takedowns_open_idx ON product_takedowns (product_id) WHERE lifted_at IS NULL;
CREATE INDEX product_takedowns_org_idx ON product_takedowns (org_id, at DESC);

-- +goose Down
ALTER TABLE products DROP COLUMN taken_down;
DROP TABLE product_takedowns, ticket_files, ticket_events, tickets;
