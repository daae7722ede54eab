#!/bin/sh
# Regenerates in place and compares with what was there, so that it works in a
# dirty tree too. Drift is left in the tree: it is the repair.
set -eu
cd "$(dirname "$0")/.."
before=$(mktemp -d)
trap 'rm -rf "$before"' EXIT

generated() { find internal frontend/src -name '*.gen.*' -type f | LC_ALL=C sort; }

generated | tar -cf - -T - | tar -xf - -C "$before"
make --no-print-directory generate >&2
drift=0
for file in $(generated); do
	if ! cmp -s "$before/$file" "$file"; then
		drift=1
		printf 'check-generated: %s was out of date\n' "$file" >&2
		diff -u "$before/$file" "$file" 2>/dev/null | head -40 >&2 || true
	fi
done
if [ "$drift" -ne 0 ]; then
	printf 'check-generated: the files are regenerated now: look at them and commit them\n' >&2
	exit 1
fi
