-- +goose Up
CREATE TABLE users (
    id            uuid PRIMARY KEY,
    full_name     text NOT NULL,
    email         citext,       -- null: signed up by phone
    phone         text,         -- null: signed up by e-mail; E.164
    password_hash text NOT NULL, -- argon2id; empty once erased
    locale        text NOT NULL DEFAULT 'vi',
    created_at    timestamptz NOT NULL,
    erased_at     timestamptz,  -- null: a living account
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_phone_key UNIQUE (phone),
    CONSTRAINT users_reachable_ck CHECK (erased_at IS NOT NULL OR email IS NOT NULL OR phone IS NOT NULL),
    CONSTRAINT users_phone_e164_ck CHECK (phone ~ '^\+[1-9][0-9]{7,14}$'),
    CONSTRAINT users_locale_ck CHECK (locale IN ('vi', 'en')),
    CONSTRAINT users_full_name_ck CHECK (char_length(full_name) BETWEEN 1 AND 120)
);

CREATE TABLE sessions (
    token_hash   bytea PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    user_agent   text NOT NULL,
    created_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX sessions_user_idx ON sessions (user_id);
CREATE INDEX sessions_expires_idx ON sessions (expires_at);

-- Failed log-ins, by a hash of what was tried, so that guessing is slowed over all processes.
CREATE TABLE login_failures (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key_hash  bytea NOT NULL,
    failed_at timestamptz NOT NULL
);
CREATE INDEX login_failures_key_idx ON login_failures (key_hash, failed_at);
CREATE INDEX login_failures_at_idx ON login_failures (failed_at);

CREATE TABLE password_resets (
    token_hash bytea PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz -- null: still usable
);
CREATE INDEX password_resets_user_idx ON password_resets (user_id);

CREATE TABLE organisations (
    id                  uuid PRIMARY KEY,
    kind                text NOT NULL,
    slug                text NOT NULL,
    legal_name          text NOT NULL,
    short_name          text NOT NULL,
    status              text NOT NULL DEFAULT 'pending',
    -- The public card (Luật TMĐT 122/2025). Null: the source does not tell it yet; shown as "đang cập nhật".
    registration_no     text,
    registration_issuer text,
    registration_date   date,
    representative      text,
    phone               text,
    email               citext,
    address             text,
    is_demo             boolean NOT NULL DEFAULT false,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    CONSTRAINT organisations_slug_key UNIQUE (slug),
    CONSTRAINT organisations_kind_ck CHECK (kind IN ('cooperative', 'buyer', 'alliance')),
    CONSTRAINT organisations_status_ck CHECK (status IN ('pending', 'verified', 'suspended')),
    CONSTRAINT organisations_slug_ck CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT organisations_name_ck CHECK (char_length(legal_name) BETWEEN 2 AND 200)
);

CREATE TABLE memberships (
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    org_id     uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
    role       text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, org_id),
    CONSTRAINT memberships_role_ck CHECK (role IN ('owner', 'staff'))
);
CREATE INDEX memberships_org_idx ON memberships (org_id);

CREATE TABLE invitations (
    id          uuid PRIMARY KEY,
    org_id      uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
    role        text NOT NULL,
    token_hash  bytea NOT NULL,
    email       citext, -- null: the link is handed over by other means
    invited_by  uuid NOT NULL REFERENCES users,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    accepted_by uuid REFERENCES users, -- null: not accepted
    accepted_at timestamptz,           -- null: not accepted
    revoked_at  timestamptz,           -- null: not revoked
    CONSTRAINT invitations_token_key UNIQUE (token_hash),
    CONSTRAINT invitations_role_ck CHECK (role IN ('owner', 'staff')),
    CONSTRAINT invitations_accepted_ck CHECK ((accepted_by IS NULL) = (accepted_at IS NULL))
);
CREATE INDEX invitations_org_idx ON invitations (org_id);

-- What people agreed to, or took back, and which words they saw. Append-only.
CREATE TABLE consents (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- A user id, or a purchase id for a guest; no foreign key, so that the proof outlives erasure.
    subject  uuid NOT NULL,
    purpose  text NOT NULL,
    version  text NOT NULL,
    granted  boolean NOT NULL,
    given_at timestamptz NOT NULL,
    CONSTRAINT consents_purpose_ck CHECK (purpose IN ('terms', 'privacy', 'newsletter'))
);
CREATE INDEX consents_subject_idx ON consents (subject, purpose, given_at);
CREATE TRIGGER consents_append_only BEFORE UPDATE OR DELETE ON consents
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- Who of the organisation or the Alliance did what, for an owner to read and an auditor to trust. Append-only.
CREATE TABLE audit_log (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    actor_id uuid,          -- null: the system
    org_id   uuid,          -- null: concerns no organisation
    action   text NOT NULL,
    subject  text NOT NULL,
    detail   jsonb NOT NULL DEFAULT '{}',
    at       timestamptz NOT NULL
);
CREATE INDEX audit_log_org_idx ON audit_log (org_id, id);
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- +goose Down
DROP TABLE audit_log, consents, invitations, memberships, organisations, password_resets, login_failures, sessions, users;
