#!/bin/sh
# Prints the Chromium that end-to-end tests use, or nothing.
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
	[ -n "$name" ] || continue
	path=$(command -v "$name" 2>/dev/null) || continue
	# Ubuntu's chromium-browser is a stub that asks for snap.
	case $(readlink -f "$path") in */snap | */snap/*) continue ;; esac
	if head -c 2 "$path" | grep -q '^#!' && grep -q 'snap install' "$path"; then continue; fi
	printf '%s\n' "$path"
	exit 0
done
cache=${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}
for path in "$cache"/chromium-*/chrome-linux*/chrome; do
	if [ -x "$path" ]; then
		printf '%s\n' "$path"
		exit 0
	fi
done
