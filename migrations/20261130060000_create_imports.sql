-- +goose Up
-- A file that a cooperative sent in, and what became of it.
CREATE TABLE imports (
    id              uuid PRIMARY KEY,
    org_id          uuid NOT NULL REFERENCES organisations,
    file_name       text NOT NULL,
    file            bytea,                   -- null: read to its end, no longer needed
    sha256          bytea NOT NULL,
    size_bytes      bigint NOT NULL,
    encoding        text NOT NULL DEFAULT '', -- of a text file
    state           text NOT NULL,
    mode            text,                    -- null: nobody asked to take it over yet
    rows_read       integer NOT NULL DEFAULT 0,
    rows_new        integer NOT NULL DEFAULT 0,
    rows_changed    integer NOT NULL DEFAULT 0,
    rows_same       integer NOT NULL DEFAULT 0,
    rows_faulty     integer NOT NULL DEFAULT 0,
    rows_applied    integer NOT NULL DEFAULT 0,
    applied_through integer NOT NULL DEFAULT -1, -- the last row taken over: work goes on behind it
    failure         jsonb,                   -- null: none; {"code", "vi", "en"}
    cancel_asked    boolean NOT NULL DEFAULT false,
    created_by      uuid REFERENCES users,   -- null: loaded with the demo
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    ended_at        timestamptz,             -- null: under way, or waiting for a word
    CONSTRAINT imports_state_ck CHECK (state IN ('checking', 'checked', 'applying', 'done', 'cancelled', 'failed')),
    CONSTRAINT imports_mode_ck CHECK (mode IN ('all', 'skip_faulty')),
    CONSTRAINT imports_name_ck CHECK (char_length(file_name) BETWEEN 1 AND 200),
    CONSTRAINT imports_ended_ck CHECK ((ended_at IS NOT NULL) = (state IN ('done', 'cancelled', 'failed')))
);
CREATE INDEX imports_org_idx ON imports (org_id, created_at DESC, id DESC);
-- Two imports of one cooperative never write at the same time.
CREATE UNIQUE INDEX imports_one_writes_idx ON imports (org_id) WHERE state = 'applying';

-- What each row of the file means, and what is wrong with it.
CREATE TABLE import_rows (
    import_id uuid NOT NULL REFERENCES imports ON DELETE CASCADE,
    at        integer NOT NULL,  -- counted over all sheets
    sheet     text NOT NULL,     -- empty in a text file
    line      integer NOT NULL,  -- as the spreadsheet counts it
    kind      text NOT NULL,
    outcome   text NOT NULL,
    label     text NOT NULL,     -- by what people know the row: code and name
    input     jsonb,             -- null: nothing to take over
    changes   jsonb NOT NULL,    -- [{"field", "from", "to"}]
    faults    jsonb NOT NULL,    -- [{"cell", "code", "vi", "en"}]
    PRIMARY KEY (import_id, at),
    CONSTRAINT import_rows_kind_ck CHECK (kind IN ('goods', 'lots', 'capacity', 'sheet')),
    CONSTRAINT import_rows_outcome_ck CHECK (outcome IN ('new', 'changed', 'same', 'faulty'))
);
CREATE INDEX import_rows_outcome_idx ON import_rows (import_id, outcome, at);

-- +goose Down
DROP TABLE import_rows, imports;
