-- +goose Up
-- How a cooperative does, as the Alliance counts them: effective, average, weak, or stopped. Null: not graded.
ALTER TABLE organisations ADD COLUMN level text, ADD COLUMN business_line text NOT NULL DEFAULT '',
    ADD CONSTRAINT organisations_level_ck CHECK (level IN ('good', 'average', 'weak', 'inactive')),
    ADD CONSTRAINT organisations_line_ck CHECK (char_length(business_line) <= 200);

-- What a cooperative said of itself and what the Alliance made of it. A decided one is never changed.
CREATE TABLE verifications (
    id                  uuid PRIMARY KEY,
    org_id              uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
    kind                text NOT NULL, -- first, or a change of what was verified
    legal_name          text NOT NULL,
    business_line       text NOT NULL,
    registration_no     text NOT NULL,
    registration_issuer text NOT NULL,
    registration_date   date NOT NULL,
    representative      text NOT NULL,
    address             text NOT NULL,
    note                text NOT NULL DEFAULT '',
    status              text NOT NULL,
    submitted_by        uuid NOT NULL,
    submitted_at        timestamptz NOT NULL,
    due_at              timestamptz NOT NULL,
    decided_by          uuid,
    decided_at          timestamptz, -- null: waits
    reason              text NOT NULL DEFAULT '',
    level               text,
    CONSTRAINT verifications_kind_ck CHECK (kind IN ('first', 'change')),
    CONSTRAINT verifications_status_ck CHECK (status IN ('submitted', 'approved', 'refused', 'withdrawn')),
    CONSTRAINT verifications_decided_ck CHECK ((status = 'submitted') = (decided_at IS NULL)),
    CONSTRAINT verifications_reason_ck CHECK (status <> 'refused' OR reason <> ''),
    CONSTRAINT verifications_complete_ck CHECK (legal_name <> '' AND registration_no <> '' AND registration_issuer <> '' AND representative <> '' AND address <> ''),
    CONSTRAINT verifications_level_ck CHECK (level IN ('good', 'average', 'weak', 'inactive'))
);
CREATE UNIQUE INDEX verifications_open_idx ON verifications (org_id) WHERE status = 'submitted';
CREATE INDEX verifications_due_idx ON verifications (due_at, id) WHERE status = 'submitted';
CREATE INDEX verifications_org_idx ON verifications (org_id, submitted_at DESC, id DESC);
-- +goose StatementBegin
CREATE FUNCTION verifications_keep_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'submitted' THEN
        RAISE EXCEPTION 'a decided verification is history' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER verifications_history BEFORE UPDATE ON verifications FOR EACH ROW EXECUTE FUNCTION verifications_keep_decided();

-- Papers are stored encrypted, and deleted thirty days after the decision; what they were stays known by name and hash.
CREATE TABLE verification_papers (
    id         uuid PRIMARY KEY,
    org_id     uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
    kind       text NOT NULL,
    name       text NOT NULL,
    media_type text NOT NULL,
    size       integer NOT NULL,
    sha256     bytea NOT NULL,
    blob_key   text NOT NULL, -- empty once deleted
    added_by   uuid NOT NULL,
    added_at   timestamptz NOT NULL,
    checked_at timestamptz, -- null: nobody decided with it yet
    checked_by uuid,
    deleted_at timestamptz,
    CONSTRAINT verification_papers_kind_ck CHECK (kind IN ('registration', 'identity', 'authorisation', 'other')),
    CONSTRAINT verification_papers_deleted_ck CHECK ((blob_key = '') = (deleted_at IS NOT NULL)),
    CONSTRAINT verification_papers_size_ck CHECK (size > 0)
);
CREATE INDEX verification_papers_org_idx ON verification_papers (org_id, added_at, id);
CREATE INDEX verification_papers_checked_idx ON verification_papers (checked_at) WHERE deleted_at IS NULL;

-- +goose Down
DROP TABLE verification_papers, verifications;
DROP FUNCTION verifications_keep_decided();
ALTER TABLE organisations DROP COLUMN level, DROP COLUMN business_line;
