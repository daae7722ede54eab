-- +goose Up
-- A cooperative's people do different things: who sells, who packs, who keeps the books.
ALTER TABLE memberships DROP CONSTRAINT memberships_role_ck;
ALTER TABLE invitations DROP CONSTRAINT invitations_role_ck;
UPDATE memberships m SET role = 'seller' FROM organisations o
WHERE o.id = m.org_id AND o.kind = 'cooperative' AND m.role = 'staff';
UPDATE invitations i SET role = 'seller' FROM organisations o
WHERE o.id = i.org_id AND o.kind = 'cooperative' AND i.role = 'staff';
ALTER TABLE memberships ADD CONSTRAINT memberships_role_ck CHECK (role IN ('owner', 'staff', 'seller', 'packer', 'bookkeeper'));
ALTER TABLE invitations ADD CONSTRAINT invitations_role_ck CHECK (role IN ('owner', 'staff', 'seller', 'packer', 'bookkeeper'));

-- A role is one of the organisation's kind: no staff in a cooperative, no packer in a firm.
-- +goose StatementBegin
CREATE FUNCTION role_suits_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.role <> 'owner' AND (NEW.role = 'staff') = ((SELECT kind FROM organisations WHERE id = NEW.org_id) = 'cooperative') THEN
        RAISE EXCEPTION 'role % does not suit the organisation', NEW.role
            USING ERRCODE = 'check_violation', CONSTRAINT = 'role_suits_kind_ck';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER memberships_role_suits_kind BEFORE INSERT OR UPDATE OF role ON memberships
    FOR EACH ROW EXECUTE FUNCTION role_suits_kind();
CREATE TRIGGER invitations_role_suits_kind BEFORE INSERT OR UPDATE OF role ON invitations
    FOR EACH ROW EXECUTE FUNCTION role_suits_kind();

-- Whatever a program does, an organisation that had an owner keeps one. Looked at when the
-- transaction ends, so that the role may be handed over within it; the lock makes two who
-- remove each other take turns.
-- +goose StatementBegin
CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM organisations WHERE id = OLD.org_id FOR UPDATE;
    IF FOUND AND NOT EXISTS (SELECT 1 FROM memberships WHERE org_id = OLD.org_id AND role = 'owner') THEN
        RAISE EXCEPTION 'organisation % would have no owner', OLD.org_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'memberships_owner_ck';
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE CONSTRAINT TRIGGER memberships_keep_an_owner AFTER DELETE OR UPDATE OF role, org_id ON memberships
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.role = 'owner') EXECUTE FUNCTION keep_an_owner();

-- An invitation is for one person: whoever holds the link must log in by this number or address.
ALTER TABLE invitations ADD COLUMN phone text; -- null: bound to the e-mail address, or to nobody
ALTER TABLE invitations ADD CONSTRAINT invitations_phone_e164_ck CHECK (phone ~ '^\+[1-9][0-9]{7,14}$');
ALTER TABLE invitations ADD CONSTRAINT invitations_one_contact_ck CHECK (email IS NULL OR phone IS NULL);

-- The log is read by its organisation, by person, kind and day; and asked whether somebody was removed.
CREATE INDEX audit_log_actor_idx ON audit_log (org_id, actor_id, id);
CREATE INDEX audit_log_removed_idx ON audit_log (subject, org_id, id) WHERE action = 'member.remove';

-- +goose Down
DROP INDEX audit_log_removed_idx, audit_log_actor_idx;
ALTER TABLE invitations DROP COLUMN phone;
DROP TRIGGER memberships_keep_an_owner ON memberships;
DROP TRIGGER invitations_role_suits_kind ON invitations;
DROP TRIGGER memberships_role_suits_kind ON memberships;
DROP FUNCTION keep_an_owner();
DROP FUNCTION role_suits_kind();
ALTER TABLE memberships DROP CONSTRAINT memberships_role_ck;
ALTER TABLE invitations DROP CONSTRAINT invitations_role_ck;
UPDATE memberships SET role = 'staff' WHERE role NOT IN ('owner', 'staff');
UPDATE invitations SET role = 'staff' WHERE role NOT IN ('owner', 'staff');
ALTER TABLE memberships ADD CONSTRAINT memberships_role_ck CHECK (role IN ('owner', 'staff'));
ALTER TABLE invitations ADD CONSTRAINT invitations_role_ck CHECK (role IN ('owner', 'staff'));
