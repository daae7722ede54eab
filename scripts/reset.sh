#!/bin/sh
# Removes DATA_DIR, and the database's true place when it is only linked there
# (as root below a closed directory). A server on DATABASE_URL is not touched.
set -eu
cd "$(dirname "$0")/.."
. scripts/env.sh
dir=${DATA_DIR:-.data}
[ -e "$dir" ] || exit 0

# The running server holds this lock; taking it fails then.
if [ -e "$dir/postgres.lock" ] && ! flock -n "$dir/postgres.lock" true; then
	printf 'reset: the market is running on %s: stop it first\n' "$dir" >&2
	exit 1
fi
if [ -L "$dir/postgres" ]; then
	rm -rf "$(readlink -f "$dir/postgres")"
fi
rm -rf "$dir/postgres" "$dir/postgres.lock" "$dir/blobs" "$dir/mail"
printf 'reset: %s is empty; the next make run begins anew\n' "$dir" >&2
