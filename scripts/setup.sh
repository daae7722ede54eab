#!/bin/sh
# Installs what is missing for: run, test, gotest, e2e, lint, bench, npm (any of
# them as arguments).
# Quick and silent when nothing is missing. Needs Go, Node and make beforehand.
set -eu
cd "$(dirname "$0")/.."
. scripts/env.sh

golangci_lint=v2.15.0
gotestsum_version=v1.13.0
stripe_mock_version=v0.183.0 # the newest that carries the API version of stripe-go v76
lighthouse_version=12.8.2

say() { printf '%s\n' "setup: $*" >&2; }
die() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# --- What must be there already ------------------------------------------------
have go || die "Go is missing: install it from go.dev/dl (go.mod names the version)"
have node || die "Node.js is missing: install version 20.19 or newer from nodejs.org"
have npm || die "npm is missing: it comes with Node.js"
node -e 'const [a, b] = process.versions.node.split(".").map(Number);
	process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
	die "Node.js $(node -v) is too old: install version 20.19 or newer"

# --- Debian packages -------------------------------------------------------------
as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif have sudo; then
		sudo "$@"
	else
		return 1
	fi
}

# apt NAME...: installs packages, or says which ones an administrator should.
apt() {
	have apt-get || die "please install: $* (this script only knows apt)"
	if [ "$(id -u)" -ne 0 ] && ! have sudo; then
		die "please ask an administrator to run: apt-get install -y --no-install-recommends $*"
	fi
	say "installing $*"
	# The words "could not" below are all that a person needs, most of the time.
	if ! {
		as_root apt-get -qq -o DPkg::Lock::Timeout=300 update ||
			echo "the package lists could not be refreshed: trying with those at hand"
		as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
			-o Dpkg::Use-Pty=0 install --no-install-recommends "$@"
	} >.tools/apt.log 2>&1 </dev/null; then
		tail -n 5 .tools/apt.log >&2
		die "could not install $*: see .tools/apt.log, or install them by hand"
	fi
}

postgres_found() {
	if [ -n "${PG_BIN:-}" ]; then
		[ -x "$PG_BIN/initdb" ] || die "PG_BIN=$PG_BIN holds no initdb"
		return 0
	fi
	for dir in /usr/lib/postgresql/*/bin; do
		[ -x "$dir/initdb" ] && return 0
	done
	have initdb && have postgres
}

# Debian makes and starts a cluster when the server is installed. We only need
# its programs, so that is turned off for this one installation. Clusters that
# exist already are not touched.
install_postgres() {
	drop_in=/etc/postgresql-common/createcluster.d
	file=$drop_in/chophien-setup.conf
	as_root sh -c "mkdir -p $drop_in && printf 'create_main_cluster = false\n' >$file" ||
		die "PostgreSQL is missing: please ask an administrator to run: apt-get install postgresql, or set DATABASE_URL"
	trap 'as_root rm -f "$file"' EXIT
	apt postgresql
	as_root rm -f "$file"
	trap - EXIT
}

need_postgres() { # $1: a variable that names a server instead
	eval "url=\${$1:-}"
	if [ -z "$url" ]; then
		postgres_found || install_postgres
	fi
}

need_chromium() { # $1: "shell" where a headless shell is enough
	[ -n "$(sh scripts/chromium.sh "$@")" ] && return
	# Ubuntu's package of that name only points at a snap.
	if have apt-get && ! grep -qs '^ID=ubuntu' /etc/os-release; then
		apt "chromium${1:+-headless-shell}" fonts-noto-color-emoji
	else
		say "installing Playwright's Chromium"
		(cd frontend && npx playwright install --with-deps chromium >&2) || die "could not install Chromium: install it by hand and name it in CHROMIUM"
	fi
}

# Load is made by wrk; pgbench comes with PostgreSQL's server.
need_load_tools() {
	have wrk || apt wrk
	for dir in "${PG_BIN:-/nowhere}" /usr/lib/postgresql/*/bin; do
		[ -x "$dir/pgbench" ] && return
	done
	have pgbench || install_postgres
}

# An exact solver judges the plans of internal/matching; only tests and benchmarks use it.
need_exact_solver() { have glpsol || apt glpk-utils; }
need_large_solver() { have cbc || apt coinor-cbc; } # faster, and sometimes mistaken: for the province's year

# Reads the codes of printed labels back: rasterised by one program, decoded by another.
need_code_readers() {
	have pdftoppm || apt poppler-utils
	have zbarimg || apt zbar-tools
}

# --- npm ---------------------------------------------------------------------------
need_npm() {
	want=$(cksum <frontend/package-lock.json)
	if [ ! -d frontend/node_modules ] || [ "$(cat .tools/npm.stamp 2>/dev/null)" != "$want" ]; then
		say "installing the frontend's packages"
		# A lock file written where a registry does not offer other platforms' optional
		# packages lacks them, and `npm ci` then refuses. `npm install` takes the same
		# versions from it; --no-save leaves the file alone.
		if ! (cd frontend && { npm ci || npm install --no-save; }) >.tools/npm.log 2>&1; then
			tail -n 15 .tools/npm.log >&2
			die "npm could not install the frontend's packages: see .tools/npm.log"
		fi
		printf '%s\n' "$want" >.tools/npm.stamp
	fi
}

# Not among the frontend's packages: only the benchmarks use it, and it is large.
need_lighthouse() {
	stamp=.tools/lighthouse-$lighthouse_version.stamp
	[ -f "$stamp" ] && return
	say "installing lighthouse $lighthouse_version"
	if ! npm install --silent --no-fund --no-audit --prefix .tools/lighthouse "lighthouse@$lighthouse_version" >.tools/lighthouse.log 2>&1; then
		tail -n 15 .tools/lighthouse.log >&2
		die "npm could not install lighthouse: see .tools/lighthouse.log"
	fi
	rm -f .tools/lighthouse-*.stamp
	: >"$stamp"
}

# --- Go tools, pinned ----------------------------------------------------------------
go_tool() { # name, version, package
	stamp=.tools/$1-$2.stamp
	if [ ! -x ".tools/bin/$1" ] || [ ! -f "$stamp" ]; then
		say "building $1 $2"
		GOBIN="$PWD/.tools/bin" GOFLAGS=-mod=mod go install "$3@$2" >&2 || die "could not build $1 $2"
		rm -f ".tools/$1-"*.stamp
		: >"$stamp"
	fi
}

gotestsum() { go_tool gotestsum $gotestsum_version gotest.tools/gotestsum; }
stripe_mock() { go_tool stripe-mock $stripe_mock_version github.com/stripe/stripe-mock; } # tests start it, on the loopback

mkdir -p .tools/bin
for purpose in "${@:-run}"; do
	case $purpose in
	npm) need_npm ;;
	run)
		need_postgres DATABASE_URL
		need_npm
		;;
	gotest)
		need_postgres TEST_DATABASE_URL
		need_exact_solver
		need_code_readers
		gotestsum
		stripe_mock
		;;
	e2e)
		need_postgres TEST_DATABASE_URL
		need_npm
		need_chromium shell
		need_code_readers
		;;
	test)
		need_postgres TEST_DATABASE_URL
		need_npm
		need_chromium shell
		need_exact_solver
		need_code_readers
		gotestsum
		stripe_mock
		;;
	bench)
		postgres_found || install_postgres # whatever DATABASE_URL names: it starts its own
		need_load_tools
		need_exact_solver
		need_large_solver
		have vipsthumbnail || apt libvips-tools # what pictures are measured against
		need_npm
		need_chromium
		need_lighthouse
		;;
	lint)
		need_npm
		go_tool golangci-lint $golangci_lint github.com/golangci/golangci-lint/v2/cmd/golangci-lint
		;;
	*) die "unknown purpose $purpose" ;;
	esac
done
