-- +goose Up
-- The books (sổ cái). Double entry: a positive amount is a debit, a negative one a credit, and the
-- lines of each transaction add up to zero. docs/decisions/0043-ledger-in-postgresql.md says why it is so.

-- Made when first posted to. Never deleted: that and the triggers below stand in for a foreign key of
-- the entries, which would lock the row of the market's own account in every posting of everybody.
CREATE TABLE ledger_accounts (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind      text NOT NULL,
    owner     uuid NOT NULL, -- whose; zero: the market's own
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,   -- null: open
    CONSTRAINT ledger_accounts_kind_owner_key UNIQUE (kind, owner),
    CONSTRAINT ledger_accounts_kind_ck CHECK (kind ~ '^[a-z]+(_[a-z]+)*$')
);

CREATE TABLE ledger_transactions (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind      text NOT NULL,
    event     text NOT NULL,        -- what happened in the business; it posts once
    subject   uuid NOT NULL,        -- the order, payout … it is about; zero: none
    at        timestamptz NOT NULL, -- when it happened
    posted_at timestamptz NOT NULL,
    xact      xid8 NOT NULL,        -- the database's transaction that wrote it; lines come with it or never
    CONSTRAINT ledger_transactions_event_key UNIQUE (event),
    CONSTRAINT ledger_transactions_event_ck CHECK (char_length(event) BETWEEN 1 AND 200)
);
CREATE INDEX ledger_transactions_subject_idx ON ledger_transactions (subject, id);

CREATE TABLE ledger_entries (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction_id bigint NOT NULL,
    account_id     bigint NOT NULL,
    amount_vnd     bigint NOT NULL, -- positive: debit; negative: credit
    CONSTRAINT ledger_entries_amount_ck CHECK (amount_vnd <> 0 AND amount_vnd BETWEEN -1000000000000000 AND 1000000000000000)
);
CREATE INDEX ledger_entries_account_idx ON ledger_entries (account_id, id) INCLUDE (amount_vnd);
CREATE INDEX ledger_entries_transaction_idx ON ledger_entries (transaction_id);

-- What an account came to with all entries up to one. A cache: it is never read without the entries
-- after it, and a job proves it against all of them.
CREATE TABLE ledger_balances (
    account_id  bigint PRIMARY KEY,
    upto_id     bigint NOT NULL,
    balance_vnd bigint NOT NULL,
    entries     bigint NOT NULL,
    taken_at    timestamptz NOT NULL
) WITH (fillfactor = 70);

-- What the checks of the books found, each time. Append-only.
CREATE TABLE ledger_checks (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    entries    bigint NOT NULL,
    total_vnd  numeric NOT NULL,           -- of all entries: zero, or the books are broken
    faults     jsonb NOT NULL DEFAULT '[]' -- accounts whose snapshot differs, transactions that do not balance
);

-- +goose StatementBegin
-- The database's own transaction is noted by itself, not by who writes.
CREATE FUNCTION ledger_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.xact := pg_current_xact_id();
    RETURN NEW;
END $$;

-- At commit: lines add up to zero, and there are at least two.
CREATE FUNCTION ledger_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lines bigint;
    total numeric;
BEGIN
    SELECT count(*), sum(amount_vnd) INTO lines, total FROM ledger_entries WHERE transaction_id = NEW.id;
    IF lines < 2 OR total <> 0 THEN
        RAISE EXCEPTION 'ledger transaction % has % lines that come to %', NEW.event, lines, coalesce(total, 0)
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balanced', TABLE = 'ledger_transactions';
    END IF;
    RETURN NULL;
END $$;

-- Before entries get their numbers: whoever takes snapshots waits until all who hold this have ended,
-- so that no entry with a lower number can still appear. Those who post do not wait for one another.
CREATE FUNCTION ledger_entries_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(4701);
    RETURN NULL;
END $$;

-- A line comes with its transaction, never later, and goes to an open account.
CREATE FUNCTION ledger_entries_admit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM added e
        LEFT JOIN ledger_transactions t ON t.id = e.transaction_id AND t.xact = pg_current_xact_id()
        WHERE t.id IS NULL) THEN
        RAISE EXCEPTION 'a ledger transaction that is written takes no more lines'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_entries_with_transaction', TABLE = 'ledger_entries';
    END IF;
    IF EXISTS (
        SELECT 1 FROM added e
        LEFT JOIN ledger_accounts a ON a.id = e.account_id AND a.closed_at IS NULL
        WHERE a.id IS NULL) THEN
        RAISE EXCEPTION 'a ledger account is closed or does not exist'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_entries_open_account', TABLE = 'ledger_entries';
    END IF;
    RETURN NULL;
END $$;

-- An account only ever closes, and opens again; what it is stays.
CREATE FUNCTION ledger_account_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.id, NEW.kind, NEW.owner, NEW.opened_at) IS DISTINCT FROM (OLD.id, OLD.kind, OLD.owner, OLD.opened_at) THEN
        RAISE EXCEPTION 'ledger accounts are kept' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_accounts_kept';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd

CREATE TRIGGER ledger_accounts_keep BEFORE UPDATE OR DELETE ON ledger_accounts
    FOR EACH ROW EXECUTE FUNCTION ledger_account_keeps();
CREATE TRIGGER ledger_transactions_stamp BEFORE INSERT ON ledger_transactions
    FOR EACH ROW EXECUTE FUNCTION ledger_stamp();
CREATE CONSTRAINT TRIGGER ledger_transactions_balanced AFTER INSERT ON ledger_transactions
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balanced();
CREATE TRIGGER ledger_entries_begin BEFORE INSERT ON ledger_entries
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_entries_begin();
CREATE TRIGGER ledger_entries_admit AFTER INSERT ON ledger_entries
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_entries_admit();
CREATE TRIGGER ledger_transactions_append_only BEFORE UPDATE OR DELETE ON ledger_transactions
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER ledger_transactions_not_emptied BEFORE TRUNCATE ON ledger_transactions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE ON ledger_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER ledger_entries_not_emptied BEFORE TRUNCATE ON ledger_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER ledger_accounts_not_emptied BEFORE TRUNCATE ON ledger_accounts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER ledger_checks_append_only BEFORE UPDATE OR DELETE ON ledger_checks
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- +goose Down
DROP TABLE ledger_checks, ledger_balances, ledger_entries, ledger_transactions, ledger_accounts;
DROP FUNCTION ledger_account_keeps();
DROP FUNCTION ledger_entries_admit();
DROP FUNCTION ledger_entries_begin();
DROP FUNCTION ledger_balanced();
DROP FUNCTION ledger_stamp();
