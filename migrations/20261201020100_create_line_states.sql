-- +goose Up
-- What each line of a bank statement was for (đối soát): by itself, by a person, or not yet.
CREATE TABLE line_states (
    line_id    uuid PRIMARY KEY REFERENCES bank_lines,
    state      text NOT NULL,
    version    bigint NOT NULL DEFAULT 1,
    request_id uuid,                     -- the payment request it paid
    reference  text NOT NULL DEFAULT '', -- the request's or the payout's, as we wrote it
    outcome    text NOT NULL DEFAULT '', -- what the money did to the request
    reason     text NOT NULL DEFAULT '', -- why it was set aside
    note       text NOT NULL DEFAULT '',
    decided_by uuid,                     -- null: by itself, or not decided
    decided_at timestamptz,
    updated_at timestamptz NOT NULL,
    CONSTRAINT line_states_state_ck CHECK (state IN ('unmatched', 'suggested', 'matched', 'set_aside')),
    CONSTRAINT line_states_decided_ck CHECK ((state IN ('matched', 'set_aside')) = (decided_at IS NOT NULL)),
    CONSTRAINT line_states_matched_ck CHECK (state <> 'matched' OR reference <> ''),
    CONSTRAINT line_states_reason_ck CHECK ((state = 'set_aside') = (reason <> '')),
    CONSTRAINT line_states_note_ck CHECK (char_length(note) <= 300)
);
CREATE INDEX line_states_open_idx ON line_states (state) WHERE state IN ('unmatched', 'suggested');
CREATE INDEX line_states_request_idx ON line_states (request_id) WHERE request_id IS NOT NULL;

-- Requests that a line may have been meant for, for a person to choose.
CREATE TABLE line_suggestions (
    line_id    uuid NOT NULL REFERENCES line_states ON DELETE CASCADE,
    request_id uuid NOT NULL,
    score      smallint NOT NULL,
    why        text NOT NULL, -- parted by commas: amount, code, phone, name, typo
    PRIMARY KEY (line_id, request_id),
    CONSTRAINT line_suggestions_score_ck CHECK (score BETWEEN 1 AND 100)
);

-- +goose Down
DROP TABLE line_suggestions, line_states;
