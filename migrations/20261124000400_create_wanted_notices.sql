-- +goose Up
-- What shoppers told that they look for and did not find.
CREATE TABLE wanted_notices (
    id         uuid PRIMARY KEY,
    key        text NOT NULL, -- the client's Idempotency-Key
    input_hash bytea NOT NULL,
    words      text NOT NULL,
    note       text NOT NULL DEFAULT '',
    quantity   bigint, -- null: a household's
    unit       text NOT NULL DEFAULT '',
    per        text NOT NULL DEFAULT '',
    contact    text NOT NULL DEFAULT '', -- an e-mail address or a telephone number; blanked after 90 days, like the note
    created_at timestamptz NOT NULL,
    done_at    timestamptz,
    done_by    uuid REFERENCES users ON DELETE SET NULL,
    version    bigint NOT NULL DEFAULT 1,
    CONSTRAINT wanted_notices_key_uq UNIQUE (key),
    CONSTRAINT wanted_notices_words_ck CHECK (char_length(words) BETWEEN 1 AND 200),
    CONSTRAINT wanted_notices_note_ck CHECK (char_length(note) <= 500),
    CONSTRAINT wanted_notices_quantity_ck CHECK (quantity BETWEEN 1 AND 1000000000),
    CONSTRAINT wanted_notices_unit_ck CHECK (char_length(unit) <= 20 AND (quantity IS NOT NULL OR unit = '' AND per = '')),
    CONSTRAINT wanted_notices_per_ck CHECK (per IN ('', 'day', 'week', 'month', 'year')),
    CONSTRAINT wanted_notices_contact_ck CHECK (char_length(contact) <= 254)
);
CREATE INDEX wanted_notices_open_idx ON wanted_notices (created_at DESC, id DESC) WHERE done_at IS NULL;
CREATE INDEX wanted_notices_done_idx ON wanted_notices (created_at DESC, id DESC) WHERE done_at IS NOT NULL;
CREATE INDEX wanted_notices_private_idx ON wanted_notices (created_at) WHERE contact <> '' OR note <> '';

-- +goose Down
DROP TABLE wanted_notices;
