#!/bin/sh
# Builds the frontend into frontend/dist/app when its sources changed. They are
# compared by content: a checkout touches times, and a deleted file has none.
set -eu
cd "$(dirname "$0")/../frontend"

sources() {
	find . \( -name node_modules -o -name .svelte-kit -o -path ./build -o -path ./dist -o -path ./src/lib/paraglide \
		-o -path './project.inlang/[!s]*' -o -path './project.inlang/.*' -o -name test-results -o -name playwright-report -o -path ./e2e \) -prune \
		-o -type f ! -name '*.test.ts' -print | LC_ALL=C sort
}

mkdir -p ../.tools
now=$(sources | tr '\n' '\0' | xargs -0 cksum | cksum)
if [ -n "$(ls -A dist/app 2>/dev/null)" ] && [ "$(cat ../.tools/frontend.stamp 2>/dev/null)" = "$now" ]; then
	exit 0
fi
printf 'frontend: building\n' >&2
rm -f ../.tools/frontend.stamp
log=../.tools/frontend.log
if ! npm run --silent build >"$log" 2>&1; then
	cat "$log" >&2
	printf 'frontend: the build failed\n' >&2
	exit 1
fi
printf '%s\n' "$now" >../.tools/frontend.stamp
