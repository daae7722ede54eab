-- +goose Up
-- What the banks say (sao kê): accounts of the market, statements as they were sent, and each line once,
-- however often and by however many ways it came. docs/decisions/0049-bank-lines-count-once.md says how.

CREATE TABLE bank_accounts (
    id         uuid PRIMARY KEY,
    number     text NOT NULL,
    bank       text NOT NULL, -- its short name, as people call it
    holder     text NOT NULL,
    sample     boolean NOT NULL DEFAULT false, -- of the demo
    created_by uuid,                           -- null: the configuration or the demo
    created_at timestamptz NOT NULL,
    CONSTRAINT bank_accounts_number_key UNIQUE (number),
    CONSTRAINT bank_accounts_number_ck CHECK (number ~ '^[0-9A-Z]{4,34}$')
);

-- A file that was sent, byte for byte. The same file again makes no second row.
CREATE TABLE bank_statements (
    id          uuid PRIMARY KEY,
    account_id  uuid NOT NULL REFERENCES bank_accounts,
    channel     text NOT NULL,
    file_name   text NOT NULL,
    sha256      bytea NOT NULL,
    raw         bytea NOT NULL,
    encoding    text NOT NULL DEFAULT '', -- of a text file
    from_day    date NOT NULL,
    to_day      date NOT NULL,
    opening_vnd bigint,                   -- null: the bank did not say
    closing_vnd bigint,
    in_vnd      bigint NOT NULL,
    out_vnd     bigint NOT NULL,
    lines       integer NOT NULL,
    fresh       integer NOT NULL,         -- of them not known before
    created_by  uuid,
    created_at  timestamptz NOT NULL,
    CONSTRAINT bank_statements_file_key UNIQUE (account_id, sha256),
    CONSTRAINT bank_statements_channel_ck CHECK (channel IN ('sheet', 'mt940')),
    CONSTRAINT bank_statements_days_ck CHECK (from_day <= to_day),
    CONSTRAINT bank_statements_lines_ck CHECK (lines > 0 AND fresh BETWEEN 0 AND lines),
    CONSTRAINT bank_statements_sums_ck CHECK (in_vnd >= 0 AND out_vnd >= 0),
    -- A statement whose totals do not add up is refused whole.
    CONSTRAINT bank_statements_totals_ck CHECK (opening_vnd IS NULL OR closing_vnd IS NULL OR opening_vnd + in_vnd - out_vnd = closing_vnd)
);
CREATE INDEX bank_statements_newest_idx ON bank_statements (created_at DESC, id DESC);
CREATE INDEX bank_statements_account_idx ON bank_statements (account_id, to_day);

-- What a service that watches the account told us, as it came, before anything is made of it.
CREATE TABLE bank_events (
    id           uuid PRIMARY KEY,
    provider     text NOT NULL,
    external_id  text NOT NULL, -- theirs
    raw          text NOT NULL,
    received_at  timestamptz NOT NULL,
    state        text NOT NULL DEFAULT 'received',
    line_id      uuid,          -- the line that it told of
    processed_at timestamptz,
    CONSTRAINT bank_events_external_key UNIQUE (provider, external_id),
    CONSTRAINT bank_events_provider_ck CHECK (provider IN ('sepay', 'casso', 'unknown')),
    CONSTRAINT bank_events_state_ck CHECK (state IN ('received', 'taken', 'known', 'unreadable', 'unknown_account')),
    CONSTRAINT bank_events_processed_ck CHECK ((state = 'received') = (processed_at IS NULL))
);
CREATE INDEX bank_events_waiting_idx ON bank_events (received_at) WHERE state = 'received';
CREATE INDEX bank_events_odd_idx ON bank_events (received_at DESC) WHERE state IN ('unreadable', 'unknown_account');

-- One movement of money. Nothing is changed or deleted; what it was for is said elsewhere (line_states).
CREATE TABLE bank_lines (
    id            uuid PRIMARY KEY,
    n             bigint GENERATED ALWAYS AS IDENTITY,
    account_id    uuid NOT NULL REFERENCES bank_accounts,
    day           date NOT NULL,
    at            timestamptz,   -- null: the bank told the day only
    amount_vnd    bigint NOT NULL, -- positive: came; negative: went
    text          text NOT NULL,
    ref           text NOT NULL DEFAULT '', -- the bank's own number of it
    balance_vnd   bigint,        -- after it; null: not told
    payer         text NOT NULL DEFAULT '', -- the other side, where the bank names it
    payer_account text NOT NULL DEFAULT '',
    channel       text NOT NULL,
    fingerprint   bytea NOT NULL,
    statement_id  uuid REFERENCES bank_statements,
    event_id      uuid REFERENCES bank_events,
    created_at    timestamptz NOT NULL,
    CONSTRAINT bank_lines_fingerprint_key UNIQUE (account_id, fingerprint),
    CONSTRAINT bank_lines_amount_ck CHECK (amount_vnd <> 0 AND amount_vnd BETWEEN -1000000000000000 AND 1000000000000000),
    CONSTRAINT bank_lines_channel_ck CHECK (channel IN ('sheet', 'mt940', 'sepay', 'casso')),
    CONSTRAINT bank_lines_source_ck CHECK (num_nonnulls(statement_id, event_id) = 1)
);
CREATE INDEX bank_lines_account_idx ON bank_lines (account_id, day, n);
CREATE INDEX bank_lines_newest_idx ON bank_lines (n);
ALTER TABLE bank_events ADD CONSTRAINT bank_events_line_fk FOREIGN KEY (line_id) REFERENCES bank_lines,
    ADD CONSTRAINT bank_events_line_ck CHECK ((state IN ('taken', 'known')) = (line_id IS NOT NULL));
-- A service tells each movement under one id: no two of its notices are one line.
CREATE UNIQUE INDEX bank_events_line_key ON bank_events (provider, line_id) WHERE line_id IS NOT NULL;

-- Which lines a statement holds, those known before included.
CREATE TABLE bank_statement_lines (
    statement_id uuid NOT NULL REFERENCES bank_statements,
    position     integer NOT NULL,
    line_id      uuid NOT NULL REFERENCES bank_lines,
    PRIMARY KEY (statement_id, position),
    CONSTRAINT bank_statement_lines_once_key UNIQUE (statement_id, line_id)
);
CREATE INDEX bank_statement_lines_line_idx ON bank_statement_lines (line_id);

-- +goose StatementBegin
CREATE FUNCTION bank_event_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.id, NEW.provider, NEW.external_id, NEW.raw, NEW.received_at)
        IS DISTINCT FROM (OLD.id, OLD.provider, OLD.external_id, OLD.raw, OLD.received_at) THEN
        RAISE EXCEPTION 'what a bank told is kept as it came' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'bank_events_kept';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd

CREATE TRIGGER bank_statements_append_only BEFORE UPDATE OR DELETE ON bank_statements FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER bank_lines_append_only BEFORE UPDATE OR DELETE ON bank_lines FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER bank_statement_lines_append_only BEFORE UPDATE OR DELETE ON bank_statement_lines FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER bank_events_keep BEFORE UPDATE OR DELETE ON bank_events FOR EACH ROW EXECUTE FUNCTION bank_event_keeps();

-- +goose Down
DROP TABLE bank_statement_lines, bank_lines, bank_events, bank_statements, bank_accounts;
DROP FUNCTION bank_event_keeps();
