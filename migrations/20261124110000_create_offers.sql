-- +goose Up
-- One round of asking for offers: an open demand with the date until which it can be answered.
-- Repeated from the demand, so that whoever answers needs to lock nothing but the round.
CREATE TABLE negotiations (
    demand_id    uuid PRIMARY KEY REFERENCES demands,
    buyer_org_id uuid NOT NULL REFERENCES organisations,
    revision     integer NOT NULL, -- of the demand that is being answered
    answer_by    timestamptz NOT NULL,
    sealed       boolean NOT NULL, -- rivals see nothing of each other before the deadline
    extended     boolean NOT NULL DEFAULT false, -- once, for a second round
    status       text NOT NULL DEFAULT 'open',
    version      bigint NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CONSTRAINT negotiations_status_ck CHECK (status IN ('open', 'awarded', 'ended'))
);

-- What one cooperative, alone or at the head of several, would deliver of a demand.
CREATE TABLE offers (
    id         uuid PRIMARY KEY,
    demand_id  uuid NOT NULL REFERENCES negotiations,
    org_id     uuid NOT NULL REFERENCES organisations, -- who leads it
    status     text NOT NULL,
    answered   integer,                                -- the version in force; null: no answer
    proposed   integer NOT NULL,                       -- the version last proposed to the cooperative
    versions   integer NOT NULL,                       -- how many there are
    version    bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT offers_demand_org_key UNIQUE (demand_id, org_id),
    CONSTRAINT offers_status_ck CHECK (status IN ('invited', 'accepted', 'countered', 'declined', 'lapsed', 'awarded', 'lost')),
    CONSTRAINT offers_answered_ck CHECK (status NOT IN ('accepted', 'countered', 'awarded') OR answered IS NOT NULL),
    CONSTRAINT offers_versions_ck CHECK (proposed BETWEEN 1 AND versions AND (answered IS NULL OR answered BETWEEN 1 AND versions))
);
CREATE INDEX offers_org_idx ON offers (org_id, updated_at DESC, id DESC);

-- Every proposal and every answer, in the words of its time. Append-only.
CREATE TABLE offer_versions (
    offer_id   uuid NOT NULL REFERENCES offers,
    number     integer NOT NULL,
    kind       text NOT NULL,
    revision   integer NOT NULL, -- of the demand that it speaks of
    items      jsonb NOT NULL,
    note       text NOT NULL DEFAULT '',
    actor_kind text NOT NULL,
    actor_id   uuid, -- null: the system
    at         timestamptz NOT NULL,
    PRIMARY KEY (offer_id, number),
    CONSTRAINT offer_versions_kind_ck CHECK (kind IN ('proposal', 'accept', 'counter', 'decline', 'lapse', 'award', 'lose')),
    CONSTRAINT offer_versions_actor_ck CHECK (actor_kind IN ('buyer', 'cooperative', 'system'))
);
CREATE TRIGGER offer_versions_append_only BEFORE UPDATE OR DELETE ON offer_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- Cooperatives that somebody else's offer speaks for.
CREATE TABLE offer_members (
    offer_id   uuid NOT NULL REFERENCES offers,
    org_id     uuid NOT NULL REFERENCES organisations,
    status     text NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (offer_id, org_id),
    CONSTRAINT offer_members_status_ck CHECK (status IN ('asked', 'consented', 'refused'))
);
CREATE INDEX offer_members_org_idx ON offer_members (org_id, offer_id);

-- A cooperative takes part in a demand once: at the head of its own offer, or as a member of
-- one other. This is what keeps joint bids from running in circles.
CREATE TABLE offer_parts (
    demand_id uuid NOT NULL REFERENCES negotiations,
    org_id    uuid NOT NULL REFERENCES organisations,
    offer_id  uuid NOT NULL REFERENCES offers,
    CONSTRAINT offer_parts_pkey PRIMARY KEY (demand_id, org_id)
);
CREATE INDEX offer_parts_offer_idx ON offer_parts (offer_id);

-- What buyer and cooperative write to each other about an offer. Append-only.
CREATE TABLE offer_messages (
    id       uuid PRIMARY KEY,
    offer_id uuid NOT NULL REFERENCES offers,
    org_id   uuid NOT NULL REFERENCES organisations,
    user_id  uuid REFERENCES users,
    body     text NOT NULL,
    at       timestamptz NOT NULL,
    CONSTRAINT offer_messages_body_ck CHECK (char_length(body) BETWEEN 1 AND 4000)
);
CREATE INDEX offer_messages_offer_idx ON offer_messages (offer_id, at, id);

CREATE TABLE offer_files (
    id         uuid PRIMARY KEY,
    offer_id   uuid NOT NULL REFERENCES offers,
    message_id uuid REFERENCES offer_messages, -- null: uploaded, not sent yet
    org_id     uuid NOT NULL REFERENCES organisations,
    name       text NOT NULL,
    media_type text NOT NULL,
    size       integer NOT NULL,
    sha256     bytea NOT NULL,
    blob_key   text NOT NULL,
    at         timestamptz NOT NULL,
    CONSTRAINT offer_files_name_ck CHECK (char_length(name) BETWEEN 1 AND 160),
    CONSTRAINT offer_files_type_ck CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document')),
    CONSTRAINT offer_files_size_ck CHECK (size BETWEEN 1 AND 10485760)
);
CREATE INDEX offer_files_offer_idx ON offer_files (offer_id, at);

-- +goose Down
DROP TABLE offer_files, offer_messages, offer_parts, offer_members, offer_versions, offers, negotiations;
