-- +goose Up
-- Letters between the Alliance and one organisation: one thread each.
CREATE TABLE liaison_messages (
    id            uuid PRIMARY KEY,
    org_id        uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
    from_alliance boolean NOT NULL,
    author_id     uuid REFERENCES users ON DELETE SET NULL,
    body          text NOT NULL,
    at            timestamptz NOT NULL,
    CONSTRAINT liaison_messages_body_ck CHECK (char_length(body) BETWEEN 1 AND 4000)
);
CREATE INDEX liaison_messages_org_idx ON liaison_messages (org_id, at DESC, id DESC);

-- Up to when each side has read what the other wrote.
CREATE TABLE liaison_reads (
    org_id      uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
    by_alliance boolean NOT NULL,
    read_at     timestamptz NOT NULL,
    PRIMARY KEY (org_id, by_alliance)
);

-- The Alliance looking at a workspace as its people see it: reading only, for a while, with a reason.
CREATE TABLE workspace_views (
    id           uuid PRIMARY KEY,
    org_id       uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
    user_id      uuid NOT NULL REFERENCES users,
    session_hash bytea REFERENCES sessions ON DELETE SET NULL, -- null: the session is over, and with it the view
    reason       text NOT NULL,
    started_at   timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    ended_at     timestamptz, -- null: by its end, or still running
    CONSTRAINT workspace_views_reason_ck CHECK (char_length(reason) BETWEEN 1 AND 500),
    CONSTRAINT workspace_views_ends_ck CHECK (ends_at > started_at)
);
CREATE UNIQUE INDEX workspace_views_session_idx ON workspace_views (session_hash) WHERE ended_at IS NULL;
CREATE INDEX workspace_views_org_idx ON workspace_views (org_id, started_at DESC);

-- +goose Down
DROP TABLE workspace_views, liaison_reads, liaison_messages;
