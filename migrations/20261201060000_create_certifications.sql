-- +goose Up
-- What a cooperative was certified for beside its OCOP stars: VietGAP, HACCP, organic,
-- food safety, laboratory reports. Said by the cooperative, which answers for it.
CREATE TABLE certifications (
    id          uuid PRIMARY KEY,
    org_id      uuid NOT NULL REFERENCES organisations,
    product_id  uuid REFERENCES products ON DELETE CASCADE, -- null: of all that the cooperative makes
    kind        text NOT NULL,
    name        text NOT NULL DEFAULT '', -- of kind other; else what it covers, may be empty
    number      text NOT NULL,
    issuer      text NOT NULL,
    issued_on   date NOT NULL,
    expires_on  date,          -- null: without an end, as a laboratory's report
    file_name   text NOT NULL DEFAULT '', -- empty: no file
    media_type  text NOT NULL DEFAULT '',
    size_bytes  bigint NOT NULL DEFAULT 0,
    blob_key    text NOT NULL DEFAULT '', -- the bytes lie sealed in the bucket
    file_public boolean NOT NULL DEFAULT false,
    is_sample   boolean NOT NULL DEFAULT false,
    version     bigint NOT NULL DEFAULT 1,
    created_by  uuid REFERENCES users, -- null: the demo
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    removed_at  timestamptz,   -- null: there
    CONSTRAINT certifications_kind_ck CHECK (kind IN ('vietgap', 'globalgap', 'organic', 'haccp', 'iso22000', 'food_safety', 'lab', 'other')),
    CONSTRAINT certifications_name_ck CHECK (kind <> 'other' OR name <> ''),
    CONSTRAINT certifications_text_ck CHECK (number <> '' AND issuer <> ''),
    CONSTRAINT certifications_days_ck CHECK (expires_on > issued_on),
    CONSTRAINT certifications_file_ck CHECK ((blob_key = '') = (file_name = '') AND (blob_key = '') = (size_bytes = 0) AND (blob_key <> '' OR NOT file_public))
);
CREATE UNIQUE INDEX certifications_number_key ON certifications (org_id, kind, number, coalesce(product_id, '00000000-0000-0000-0000-000000000000')) WHERE removed_at IS NULL;
CREATE INDEX certifications_ending_idx ON certifications (expires_on) WHERE removed_at IS NULL AND expires_on IS NOT NULL;

-- Which cooperatives were reminded of which end; each once.
CREATE TABLE certification_reminders (
    certification_id uuid NOT NULL REFERENCES certifications ON DELETE CASCADE,
    expires_on       date NOT NULL, -- a later end is reminded of anew
    months           smallint NOT NULL,
    at               timestamptz NOT NULL,
    told             boolean NOT NULL, -- false: its time was over when the next was told
    PRIMARY KEY (certification_id, expires_on, months),
    CONSTRAINT certification_reminders_months_ck CHECK (months IN (1, 3, 6))
);

-- +goose Down
DROP TABLE certification_reminders, certifications;
