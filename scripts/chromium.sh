#!/bin/sh
# Prints a Chromium, or nothing: the headless shell first with `shell` (what end-to-end tests
# use: it draws no browser around the page), else the whole browser (what Lighthouse starts).
names="chromium chromium-browser google-chrome google-chrome-stable"
caches="chromium-*/chrome-linux*/chrome"
if [ "${1:-}" = shell ]; then
	names="chromium-headless-shell $names"
	caches="chromium_headless_shell-*/*/*headless?shell $caches"
fi
for name in "${CHROMIUM:-}" $names; do
	[ -n "$name" ] || continue
	path=$(command -v "$name" 2>/dev/null) || continue
	# Ubuntu's chromium-browser is a stub that asks for snap.
	case $(readlink -f "$path") in */snap | */snap/*) continue ;; esac
	if head -c 2 "$path" | grep -q '^#!' && grep -q 'snap install' "$path"; then continue; fi
	printf '%s\n' "$path"
	exit 0
done
cache=${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}
for pattern in $caches; do
	for path in "$cache"/$pattern; do
		if [ -x "$path" ]; then
			printf '%s\n' "$path"
			exit 0
		fi
	done
done
