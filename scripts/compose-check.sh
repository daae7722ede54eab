#!/bin/sh
# Lets Compose read docker-compose.yml, where Compose is installed. Nothing is started.
set -eu
cd "$(dirname "$0")/.."
if docker compose version >/dev/null 2>&1; then
	compose="docker compose"
elif command -v docker-compose >/dev/null 2>&1; then
	compose=docker-compose
else
	printf 'compose-check: SKIPPED: neither docker compose nor docker-compose is installed (apt-get install docker-compose)\n' >&2
	exit 0
fi
$compose -f docker-compose.yml config --quiet
printf 'compose-check: docker-compose.yml is valid (%s)\n' "$compose" >&2
