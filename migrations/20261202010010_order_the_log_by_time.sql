-- +goose Up
-- The log is read by when things were done. Rows are numbered as they are written: two at once
-- may be the other way round, and what is loaded later happened before.
DROP INDEX audit_log_org_idx, audit_log_actor_idx;
CREATE INDEX audit_log_org_idx ON audit_log (org_id, at DESC, id DESC);
CREATE INDEX audit_log_actor_idx ON audit_log (org_id, actor_id, at DESC, id DESC);

-- +goose Down
DROP INDEX audit_log_org_idx, audit_log_actor_idx;
CREATE INDEX audit_log_org_idx ON audit_log (org_id, id);
CREATE INDEX audit_log_actor_idx ON audit_log (org_id, actor_id, id);
