#!/bin/sh
# Serves the market for a person at a terminal: demo data, readable logs.
set -eu
cd "$(dirname "$0")/.."
. scripts/env.sh
export DEMO="${DEMO:-true}" LOG_FORMAT="${LOG_FORMAT:-text}"
exec .data/bin/chophien serve
