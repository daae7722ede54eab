# shellcheck shell=sh
# Sourced, not run: reads .env beside the Makefile. What the caller's
# environment already sets wins, so `PORT=9000 make run` does what it says.
if [ -f .env ]; then
	chophien_given=$(export -p)
	set -a
	# shellcheck disable=SC1091
	. ./.env
	set +a
	eval "$chophien_given"
	unset chophien_given
fi
