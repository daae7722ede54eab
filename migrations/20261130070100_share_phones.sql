-- +goose Up
-- One phone that several people of an organisation use. Who holds it may try their PIN; nobody else may.
CREATE TABLE devices (
    id            uuid PRIMARY KEY,
    org_id        uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
    name          text NOT NULL,
    token_hash    bytea NOT NULL,
    idle_minutes  smallint NOT NULL,
    registered_by uuid NOT NULL REFERENCES users,
    created_at    timestamptz NOT NULL,
    last_used_at  timestamptz NOT NULL,
    CONSTRAINT devices_token_key UNIQUE (token_hash),
    CONSTRAINT devices_name_ck CHECK (char_length(name) BETWEEN 1 AND 60),
    CONSTRAINT devices_idle_ck CHECK (idle_minutes IN (1, 5, 15))
);
CREATE INDEX devices_org_idx ON devices (org_id);

-- A member's PIN for the phones of one organisation; it goes with the membership.
CREATE TABLE member_pins (
    user_id  uuid NOT NULL,
    org_id   uuid NOT NULL,
    pin_hash text NOT NULL,           -- argon2id
    wrong    smallint NOT NULL DEFAULT 0, -- tries since the last right one; five lock
    set_at   timestamptz NOT NULL,
    PRIMARY KEY (user_id, org_id),
    CONSTRAINT member_pins_member_fk FOREIGN KEY (user_id, org_id) REFERENCES memberships ON DELETE CASCADE,
    CONSTRAINT member_pins_wrong_ck CHECK (wrong BETWEEN 0 AND 5)
);

-- Null device: a person's own. On a shared one the password counts for a while only.
ALTER TABLE sessions
    ADD COLUMN device_id uuid REFERENCES devices ON DELETE CASCADE,
    ADD COLUMN password_at timestamptz;
CREATE INDEX sessions_device_idx ON sessions (device_id) WHERE device_id IS NOT NULL;

-- +goose Down
DELETE FROM sessions WHERE device_id IS NOT NULL;
ALTER TABLE sessions DROP COLUMN device_id, DROP COLUMN password_at;
DROP TABLE member_pins, devices;
