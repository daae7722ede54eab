-- +goose Up
-- The numbers 5 to 8 stood for other sets than those of the list of QĐ 148/QĐ-TTg
-- (5 ready-made food, 6 of rice, 7 of vegetables and fruit, 8 of meat, milk and fish).
UPDATE products SET ocop_subgroup = CASE ocop_subgroup WHEN 5 THEN 6 WHEN 6 THEN 7 ELSE 8 END
WHERE ocop_group = 'TP' AND ocop_subgroup BETWEEN 5 AND 7;

-- A product's way to its OCOP stars, one row for each evaluation.
CREATE TABLE dossiers (
    id             uuid PRIMARY KEY,
    code           text NOT NULL,
    org_id         uuid NOT NULL REFERENCES organisations,
    product_id     uuid NOT NULL REFERENCES products ON DELETE CASCADE,
    kind           text NOT NULL,
    previous_id    uuid REFERENCES dossiers, -- null: no earlier evaluation was kept here
    status         text NOT NULL,
    rule_set       text NOT NULL,
    subgroup       smallint NOT NULL,
    target_stars   smallint NOT NULL,
    certificate_id uuid REFERENCES ocop_certificates ON DELETE SET NULL, -- null: not certified
    assignee_id    uuid REFERENCES users, -- null: nobody of the Alliance looks after it
    assigned_at    timestamptz,           -- null: never
    is_sample      boolean NOT NULL DEFAULT false,
    version        bigint NOT NULL DEFAULT 1,
    created_by     uuid REFERENCES users, -- null: the demo
    created_at     timestamptz NOT NULL,
    submitted_at   timestamptz, -- null: not yet
    certified_at   timestamptz, -- null: not yet
    updated_at     timestamptz NOT NULL,
    CONSTRAINT dossiers_code_key UNIQUE (code),
    CONSTRAINT dossiers_kind_ck CHECK (kind IN ('new', 're_evaluation')),
    CONSTRAINT dossiers_status_ck CHECK (status IN ('draft', 'submitted', 'commune_prescored', 'province_scored', 'central_scored', 'certified',
        'expiring', 're_evaluating', 'expired', 'replaced', 'revoked', 'failed', 'withdrawn')),
    CONSTRAINT dossiers_rules_ck CHECK (rule_set IN ('148', '1489')),
    CONSTRAINT dossiers_subgroup_ck CHECK (subgroup BETWEEN 1 AND 26),
    CONSTRAINT dossiers_target_ck CHECK (target_stars BETWEEN 3 AND 5)
);
-- A product has one dossier under way at most.
CREATE UNIQUE INDEX dossiers_open_key ON dossiers (product_id)
    WHERE status IN ('draft', 'submitted', 'commune_prescored', 'province_scored', 'central_scored');
CREATE INDEX dossiers_org_idx ON dossiers (org_id, updated_at DESC, id DESC);
CREATE INDEX dossiers_newest_idx ON dossiers (updated_at DESC, id DESC);
CREATE INDEX dossiers_status_idx ON dossiers (status, updated_at DESC, id DESC);
CREATE INDEX dossiers_certified_idx ON dossiers (certified_at) WHERE certified_at IS NOT NULL;
CREATE INDEX dossiers_certificate_idx ON dossiers (certificate_id) WHERE certificate_id IS NOT NULL;

-- What the cooperative gives itself, in hundredths of a point.
CREATE TABLE dossier_scores (
    dossier_id uuid NOT NULL REFERENCES dossiers ON DELETE CASCADE,
    criterion  text NOT NULL,
    points     integer NOT NULL,
    note       text NOT NULL DEFAULT '',
    PRIMARY KEY (dossier_id, criterion),
    CONSTRAINT dossier_scores_points_ck CHECK (points BETWEEN 0 AND 10000)
);

-- Evidence and decisions; the bytes lie privately in the bucket.
CREATE TABLE dossier_files (
    id          uuid PRIMARY KEY,
    dossier_id  uuid NOT NULL REFERENCES dossiers ON DELETE CASCADE,
    criterion   text NOT NULL DEFAULT '', -- empty: of the whole dossier, such as a decision
    name        text NOT NULL,
    media_type  text NOT NULL,
    size_bytes  bigint NOT NULL,
    blob_key    text NOT NULL,
    sha256      bytea NOT NULL,
    uploaded_by uuid REFERENCES users,
    org_id      uuid NOT NULL REFERENCES organisations, -- whose member uploaded it
    at          timestamptz NOT NULL,
    removed_at  timestamptz, -- null: there
    CONSTRAINT dossier_files_size_ck CHECK (size_bytes > 0),
    CONSTRAINT dossier_files_type_ck CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png'))
);
CREATE INDEX dossier_files_dossier_idx ON dossier_files (dossier_id, at);

-- What each council gave. A later round of the same level stands beside the earlier.
CREATE TABLE dossier_rounds (
    id          uuid PRIMARY KEY,
    dossier_id  uuid NOT NULL REFERENCES dossiers ON DELETE CASCADE,
    level       text NOT NULL,
    points      integer,           -- null: the commune reports on some criteria only
    stars       smallint NOT NULL, -- 0: none
    decision_no text NOT NULL,
    decided_on  date NOT NULL,
    file_id     uuid REFERENCES dossier_files,
    note        text NOT NULL DEFAULT '',
    recorded_by uuid REFERENCES users,
    at          timestamptz NOT NULL,
    CONSTRAINT dossier_rounds_level_ck CHECK (level IN ('xa', 'huyen', 'tinh', 'trung_uong')),
    CONSTRAINT dossier_rounds_points_ck CHECK (points BETWEEN 0 AND 10000),
    CONSTRAINT dossier_rounds_stars_ck CHECK (stars IN (0, 3, 4, 5))
);
CREATE INDEX dossier_rounds_dossier_idx ON dossier_rounds (dossier_id, at);

CREATE TABLE dossier_comments (
    id         uuid PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers ON DELETE CASCADE,
    author_id  uuid REFERENCES users, -- null: the demo
    org_id     uuid NOT NULL REFERENCES organisations,
    body       text NOT NULL,
    at         timestamptz NOT NULL,
    CONSTRAINT dossier_comments_body_ck CHECK (char_length(body) BETWEEN 1 AND 2000)
);
CREATE INDEX dossier_comments_dossier_idx ON dossier_comments (dossier_id, at);

-- The timeline. Append-only.
CREATE TABLE dossier_events (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dossier_id uuid NOT NULL REFERENCES dossiers,
    status     text NOT NULL,
    actor_id   uuid, -- null: the system
    note       text NOT NULL DEFAULT '',
    at         timestamptz NOT NULL
);
CREATE INDEX dossier_events_dossier_idx ON dossier_events (dossier_id, id);
CREATE TRIGGER dossier_events_append_only BEFORE UPDATE OR DELETE ON dossier_events
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- Which cooperatives were reminded of which certificate; each once.
CREATE TABLE ocop_reminders (
    certificate_id uuid NOT NULL REFERENCES ocop_certificates ON DELETE CASCADE,
    months         smallint NOT NULL,
    at             timestamptz NOT NULL,
    told           boolean NOT NULL, -- false: its time was over when the next was told
    PRIMARY KEY (certificate_id, months),
    CONSTRAINT ocop_reminders_months_ck CHECK (months IN (1, 3, 6))
);

-- +goose Down
DROP TABLE ocop_reminders, dossier_events, dossier_comments, dossier_rounds, dossier_files, dossier_scores, dossiers;
UPDATE products SET ocop_subgroup = ocop_subgroup - 1 WHERE ocop_group = 'TP' AND ocop_subgroup IN (6, 7);
