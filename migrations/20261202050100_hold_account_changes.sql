-- +goose Up
-- A change of the account for payouts that never counted: who ended it how, and why the Alliance did.
ALTER TABLE payout_accounts ADD COLUMN withdrawn_as text NOT NULL DEFAULT '', -- '' while it stands
    ADD COLUMN held_reason text NOT NULL DEFAULT '';
-- Which of them gave way to another change was not kept until now.
UPDATE payout_accounts SET withdrawn_as = 'withdrawn' WHERE withdrawn_at IS NOT NULL;
ALTER TABLE payout_accounts
    ADD CONSTRAINT payout_accounts_withdrawn_as_ck CHECK (withdrawn_as IN ('', 'withdrawn', 'replaced', 'held') AND (withdrawn_as = '') = (withdrawn_at IS NULL)),
    ADD CONSTRAINT payout_accounts_held_ck CHECK (CASE WHEN withdrawn_as = 'held' THEN withdrawn_by IS NOT NULL AND char_length(held_reason) BETWEEN 1 AND 500
        ELSE held_reason = '' END);
-- The Alliance's list, the newest first, and the account that a change replaces.
CREATE INDEX payout_accounts_newest_idx ON payout_accounts (set_at DESC, id DESC);

-- +goose Down
DROP INDEX payout_accounts_newest_idx;
ALTER TABLE payout_accounts DROP CONSTRAINT payout_accounts_held_ck, DROP CONSTRAINT payout_accounts_withdrawn_as_ck,
    DROP COLUMN held_reason, DROP COLUMN withdrawn_as;
