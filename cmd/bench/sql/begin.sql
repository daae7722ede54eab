-- Indexes that guard nothing are built after the load, in one go each.
CREATE TABLE bench_indexes AS
SELECT indexname AS name, indexdef AS definition FROM pg_indexes i
WHERE schemaname = 'public' AND tablename IN ('products', 'variants', 'pictures', 'ocop_certificates', 'lots', 'stock_moves',
    'purchases', 'orders', 'order_lines', 'order_events', 'payments', 'reservations')
  AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname);
DO $$ DECLARE x record; BEGIN
    FOR x IN SELECT name FROM bench_indexes LOOP EXECUTE format('DROP INDEX %I', x.name); END LOOP;
END $$;
