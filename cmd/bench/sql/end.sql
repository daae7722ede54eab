SET maintenance_work_mem = '512MB';
DO $$ DECLARE x record; BEGIN
    FOR x IN SELECT definition FROM bench_indexes LOOP EXECUTE x.definition; END LOOP;
END $$;
DROP TABLE bench_indexes;

-- What searches read; the trigger that keeps it did not run during the load.
SET session_replication_role = replica;
DROP INDEX search_entries_words_idx;
INSERT INTO search_entries SELECT e.* FROM products p CROSS JOIN LATERAL search_entry(p) e WHERE p.status = 'listed';
CREATE INDEX search_entries_words_idx ON search_entries USING gin (words);
RESET session_replication_role;
