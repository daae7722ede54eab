SET maintenance_work_mem = '512MB';
DO $$ DECLARE x record; BEGIN
    FOR x IN SELECT definition FROM bench_indexes LOOP EXECUTE x.definition; END LOOP;
END $$;
DROP TABLE bench_indexes;
