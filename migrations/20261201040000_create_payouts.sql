-- +goose Up
ALTER TABLE book_payouts DROP CONSTRAINT book_payouts_state_ck,
    ADD CONSTRAINT book_payouts_state_ck CHECK (state IN ('ordered', 'paid', 'bounced', 'discarded'));

-- Which entries of a cooperative's payable account a payout took: they add up to its amount, and
-- what no payout took is what the next one takes.
CREATE TABLE book_payout_entries (
    entry_id  bigint PRIMARY KEY,
    payout_id uuid NOT NULL REFERENCES book_payouts ON DELETE CASCADE
);
CREATE INDEX book_payout_entries_payout_idx ON book_payout_entries (payout_id, entry_id);

-- Where a cooperative's money goes. A change waits before it counts; the one in force is the newest
-- whose time has come.
CREATE TABLE payout_accounts (
    id           uuid PRIMARY KEY,
    org_id       uuid NOT NULL REFERENCES organisations,
    bank_bin     text NOT NULL,
    account_no   text NOT NULL,
    holder       text NOT NULL,
    set_by       uuid,                 -- null: sample data
    set_at       timestamptz NOT NULL,
    effective_at timestamptz NOT NULL,
    withdrawn_at timestamptz,          -- null: stands
    withdrawn_by uuid,
    is_sample    boolean NOT NULL DEFAULT false,
    CONSTRAINT payout_accounts_bin_ck CHECK (bank_bin ~ '^[0-9]{6}$'),
    CONSTRAINT payout_accounts_no_ck CHECK (account_no ~ '^[0-9A-Z]{4,19}$'),
    CONSTRAINT payout_accounts_holder_ck CHECK (char_length(holder) BETWEEN 2 AND 100),
    CONSTRAINT payout_accounts_effective_ck CHECK (effective_at >= set_at),
    CONSTRAINT payout_accounts_withdrawn_ck CHECK (withdrawn_at < effective_at) -- only what does not count yet
);
CREATE INDEX payout_accounts_org_idx ON payout_accounts (org_id, effective_at DESC) WHERE withdrawn_at IS NULL;

-- Money that goes out together: docs/payout-states.md. One person prepares, another approves.
CREATE TABLE payout_batches (
    id          uuid PRIMARY KEY,
    code        text NOT NULL,
    state       text NOT NULL,
    cause       text NOT NULL,
    opened_at   timestamptz NOT NULL,
    prepared_by uuid,          -- null: nobody has looked it through yet
    prepared_at timestamptz,
    approved_by uuid,          -- null: nobody approved it
    approved_at timestamptz,
    file_by     uuid,          -- null: no bank file was taken yet
    file_at     timestamptz,
    ended_by    uuid,          -- null: under way, or ended by itself
    ended_at    timestamptz,
    reason      text NOT NULL DEFAULT '', -- why it was discarded
    version     bigint NOT NULL DEFAULT 1,
    CONSTRAINT payout_batches_code_key UNIQUE (code),
    CONSTRAINT payout_batches_state_ck CHECK (state IN ('draft', 'prepared', 'approved', 'done', 'discarded')),
    CONSTRAINT payout_batches_cause_ck CHECK (cause IN ('weekly', 'asked', 'alliance')),
    -- Four eyes: whatever the program does.
    CONSTRAINT payout_batches_two_persons_ck CHECK (approved_by <> prepared_by),
    CONSTRAINT payout_batches_prepared_ck CHECK ((prepared_by IS NULL) = (prepared_at IS NULL)
        AND (state NOT IN ('prepared', 'approved', 'done') OR prepared_by IS NOT NULL) AND (state <> 'draft' OR prepared_by IS NULL)),
    CONSTRAINT payout_batches_approved_ck CHECK ((approved_by IS NULL) = (approved_at IS NULL) AND (approved_by IS NULL OR prepared_by IS NOT NULL)
        AND (state NOT IN ('approved', 'done') OR approved_by IS NOT NULL) AND (state NOT IN ('draft', 'prepared') OR approved_by IS NULL)),
    CONSTRAINT payout_batches_file_ck CHECK ((file_by IS NULL) = (file_at IS NULL) AND (file_at IS NULL OR state IN ('approved', 'done'))),
    CONSTRAINT payout_batches_ended_ck CHECK ((ended_at IS NULL) = (state NOT IN ('done', 'discarded')))
);
CREATE UNIQUE INDEX payout_batches_one_draft_idx ON payout_batches ((true)) WHERE state = 'draft';
CREATE INDEX payout_batches_newest_idx ON payout_batches (opened_at DESC, id DESC);

CREATE TABLE payout_transfers (
    id             uuid PRIMARY KEY,
    batch_id       uuid NOT NULL REFERENCES payout_batches,
    position       integer NOT NULL,
    kind           text NOT NULL,
    payout_id      uuid REFERENCES book_payouts,
    refund_id      uuid REFERENCES refunds (cause_id), -- what the refund settles
    org_id         uuid REFERENCES organisations, -- whose payout
    reference      text NOT NULL,                 -- stands in the transfer's text
    amount_vnd     bigint NOT NULL,
    bank_bin       text NOT NULL,
    account_no     text NOT NULL,
    holder         text NOT NULL,
    memo           text NOT NULL,
    state          text NOT NULL,
    bank_reference text NOT NULL DEFAULT '',
    reason         text NOT NULL DEFAULT '',
    ended_by       uuid,                          -- null: by a statement, or under way
    ended_at       timestamptz,                   -- null: under way
    CONSTRAINT payout_transfers_position_key UNIQUE (batch_id, position),
    CONSTRAINT payout_transfers_reference_key UNIQUE (reference),
    CONSTRAINT payout_transfers_kind_ck CHECK (kind IN ('payout', 'refund') AND (kind = 'payout') = (payout_id IS NOT NULL)
        AND (kind = 'payout') = (org_id IS NOT NULL) AND (kind = 'refund') = (refund_id IS NOT NULL)),
    CONSTRAINT payout_transfers_amount_ck CHECK (amount_vnd BETWEEN 1 AND 1000000000000000),
    CONSTRAINT payout_transfers_state_ck CHECK (state IN ('ready', 'paid', 'bounced', 'removed')),
    CONSTRAINT payout_transfers_ended_ck CHECK ((state = 'ready') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX payout_transfers_payout_key ON payout_transfers (payout_id) WHERE payout_id IS NOT NULL;
-- A refund is under way or sent once; one that bounced goes out again.
CREATE UNIQUE INDEX payout_transfers_refund_key ON payout_transfers (refund_id) WHERE refund_id IS NOT NULL AND state IN ('ready', 'paid');
CREATE INDEX payout_transfers_org_idx ON payout_transfers (org_id) WHERE org_id IS NOT NULL;

-- +goose StatementBegin
-- Nothing is paid out of a batch that was not approved, whatever the program does.
CREATE FUNCTION payout_transfers_need_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state IN ('paid', 'bounced') AND NOT EXISTS (SELECT 1 FROM payout_batches b WHERE b.id = NEW.batch_id AND b.state IN ('approved', 'done')) THEN
        RAISE EXCEPTION 'transfer % is of a batch that was not approved', NEW.reference
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'payout_transfers_need_approval', TABLE = 'payout_transfers';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER payout_transfers_approved BEFORE INSERT OR UPDATE ON payout_transfers
    FOR EACH ROW EXECUTE FUNCTION payout_transfers_need_approval();

-- The bank files as they were taken: taken again they are the same, byte for byte.
CREATE TABLE payout_files (
    batch_id uuid NOT NULL REFERENCES payout_batches,
    format   text NOT NULL,
    content  bytea NOT NULL,
    sha256   bytea NOT NULL,
    made_at  timestamptz NOT NULL,
    PRIMARY KEY (batch_id, format),
    CONSTRAINT payout_files_format_ck CHECK (format IN ('xlsx', 'csv'))
);
CREATE TRIGGER payout_files_append_only BEFORE UPDATE OR DELETE ON payout_files
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- The days on which the weekly run was made.
CREATE TABLE payout_runs (
    day date PRIMARY KEY,
    at  timestamptz NOT NULL
);

-- +goose Down
DROP TABLE payout_runs, payout_files, payout_transfers, payout_batches, payout_accounts, book_payout_entries;
DROP FUNCTION payout_transfers_need_approval();
UPDATE book_payouts SET state = 'bounced' WHERE state = 'discarded';
ALTER TABLE book_payouts DROP CONSTRAINT book_payouts_state_ck,
    ADD CONSTRAINT book_payouts_state_ck CHECK (state IN ('ordered', 'paid', 'bounced'));
