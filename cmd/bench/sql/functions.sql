-- How the generator names and chooses things; plain SQL, so that the planner inlines it.
CREATE FUNCTION bench_id(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT ('01900000-0000-7000-' || kind || '-' || lpad(to_hex(n), 12, '0'))::uuid $$;
-- A number in [0, 1) that depends on n and salt only.
CREATE FUNCTION bench_u(n bigint, salt bigint) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (hashint8extended(n, salt) & 2147483647)::float8 / 2147483648 $$;
-- The cooperative of product n.
CREATE FUNCTION bench_org(n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT 1 + (n - 1) % {orgs} $$;
CREATE FUNCTION bench_price(v bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT 15000 + 1000 * (400 * power(bench_u(v, 1), 3))::bigint $$;
CREATE FUNCTION bench_stars(n bigint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (CASE WHEN bench_u(n, 2) < 0.22 THEN 3 WHEN bench_u(n, 2) < 0.30 THEN 4 ELSE 0 END)::smallint $$;
CREATE FUNCTION bench_star_ends(n bigint) RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT current_date - 100 + (1000 * bench_u(n, 3))::int $$;
CREATE FUNCTION bench_sizes(n bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT jsonb_build_array(
    jsonb_build_object('w', 320, 'h', 400, 'key', 'pictures/' || lpad(to_hex(n), 12, '0') || '-320.jpg'),
    jsonb_build_object('w', 640, 'h', 800, 'key', 'pictures/' || lpad(to_hex(n), 12, '0') || '-640.jpg'),
    jsonb_build_object('w', 1280, 'h', 1600, 'key', 'pictures/' || lpad(to_hex(n), 12, '0') || '-1280.jpg')) $$;
CREATE FUNCTION bench_month(n bigint) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT floor(12 * bench_u(n, 8))::int $$;
