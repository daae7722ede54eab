-- +goose Up
-- What is told of a lot in public, beside its own dates: the steps of its making.
CREATE TABLE lot_steps (
    id         uuid PRIMARY KEY,
    lot_id     uuid NOT NULL REFERENCES lots,
    kind       text NOT NULL,
    done_on    date NOT NULL,
    place      text NOT NULL DEFAULT '',
    text_vi    text NOT NULL,
    text_en    text NOT NULL DEFAULT '',
    picture    jsonb,          -- null: none; else its sizes, as pictures keeps them
    created_by uuid,           -- null: the demo
    created_at timestamptz NOT NULL,
    CONSTRAINT lot_steps_kind_ck CHECK (kind IN ('plant', 'care', 'harvest', 'process', 'pack', 'store', 'transport', 'other')),
    CONSTRAINT lot_steps_text_ck CHECK (text_vi <> '')
);
CREATE INDEX lot_steps_lot_idx ON lot_steps (lot_id, done_on, id);

-- What a laboratory found in a lot.
CREATE TABLE lot_tests (
    id          uuid PRIMARY KEY,
    lot_id      uuid NOT NULL REFERENCES lots,
    laboratory  text NOT NULL,
    number      text NOT NULL,  -- of the report
    tested_on   date NOT NULL,
    subject     text NOT NULL,  -- what was looked for
    result      text NOT NULL,
    passed      boolean NOT NULL,
    created_by  uuid,           -- null: the demo
    created_at  timestamptz NOT NULL,
    CONSTRAINT lot_tests_text_ck CHECK (laboratory <> '' AND number <> '' AND subject <> '' AND result <> ''),
    CONSTRAINT lot_tests_report_key UNIQUE (lot_id, laboratory, number, subject)
);

-- How often a lot's page was opened, day by day in Vietnam; nothing of who opened it.
CREATE TABLE lot_scans (
    lot_id uuid NOT NULL REFERENCES lots,
    day    date NOT NULL,
    scans  bigint NOT NULL,
    PRIMARY KEY (lot_id, day),
    CONSTRAINT lot_scans_ck CHECK (scans > 0)
);

-- GS1's check digit: weights 3 and 1 from the right.
-- +goose StatementBegin
CREATE FUNCTION gtin_ok(gtin text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT gtin ~ '^[0-9]{14}$' AND (
        SELECT sum(substr(gtin, i, 1)::int * CASE WHEN i % 2 = 1 THEN 3 ELSE 1 END) FROM generate_series(1, 14) i) % 10 = 0
$$;
-- +goose StatementEnd
-- A variant's GTIN, where GS1 issued the cooperative one. The market makes up none.
CREATE TABLE variant_gtins (
    variant_id uuid PRIMARY KEY REFERENCES variants ON DELETE CASCADE,
    gtin       text NOT NULL,
    set_by     uuid NOT NULL,
    set_at     timestamptz NOT NULL,
    CONSTRAINT variant_gtins_gtin_key UNIQUE (gtin),
    CONSTRAINT variant_gtins_gtin_ck CHECK (gtin_ok(gtin))
);

-- +goose Down
DROP TABLE variant_gtins, lot_scans, lot_tests, lot_steps;
DROP FUNCTION gtin_ok;
