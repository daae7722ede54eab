# Chợ Phiên. `make` or `make help` lists the targets; docs/architecture.md says
# how the parts fit. Everything here runs as root and as a normal user alike.

.DEFAULT_GOAL := help
SHELL := /bin/sh
.DELETE_ON_ERROR:
.NOTPARALLEL:

VERSION := $(shell git describe --always --dirty --tags 2>/dev/null || echo dev)
# buildvcs off: git refuses to tell root about another user's clone, and Go then stops.
# -s -w and nomsgpack: nobody debugs the shipped binary or speaks msgpack, and what is not there takes no memory.
# Tests are compiled with the same flags, so that the binary finds most of its packages compiled.
GO_FLAGS := -trimpath -tags nomsgpack
GO_BUILD := go build -buildvcs=false $(GO_FLAGS) -ldflags '-s -w -X main.version=$(VERSION)'
BINARY := .data/bin/chophien
RESULTS := .tools/results
# -vet=off: `make lint` vets more. Symbols are left out as in the binary: nobody debugs what runs once.
# RACE=1 runs the Go tests under the race detector (needs a C compiler, takes twice as long).
GO_TEST_FLAGS := $(GO_FLAGS) -vet=off '-ldflags=-s -w' -timeout 10m $(if $(RACE),-race) $(if $(CI),-count=1)

.PHONY: help
help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z0-9-]+:.*## / {printf "  \033[1m%-16s\033[0m %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- Run -----------------------------------------------------------------------

.PHONY: setup
setup: ## Install all that is missing for run, test and lint
	@scripts/setup.sh run test lint

.PHONY: run
run: ## Serve the market with demo data on http://127.0.0.1:8080 (Ctrl-C stops all)
	@scripts/setup.sh run
	@$(MAKE) --no-print-directory build
	@exec scripts/run.sh

.PHONY: build
build: frontend ## Build .data/bin/chophien, frontend included
	@mkdir -p $(dir $(BINARY))
	@$(GO_BUILD) -o $(BINARY) ./cmd/chophien

.PHONY: frontend
frontend: ## Build the frontend if its sources changed
	@scripts/setup.sh npm
	@scripts/frontend.sh

.PHONY: migrate
migrate: build ## Bring the database's schema up to date
	@. scripts/env.sh; exec $(BINARY) migrate up

.PHONY: reset
reset: ## Throw away the local database, pictures and mails (stop the server first)
	@scripts/reset.sh

# --- Check ---------------------------------------------------------------------

.PHONY: test
test: ## Run every test: Go on a real PostgreSQL, frontend, end to end in Chromium
	@scripts/setup.sh test
	@rm -rf $(RESULTS)
	@$(MAKE) --no-print-directory -k test-go test-frontend test-size e2e

.PHONY: test-go
test-go: frontend ## Run the Go tests (RACE=1 for the race detector)
	@scripts/setup.sh gotest
	@mkdir -p $(RESULTS)
	go run $(GO_FLAGS) ./cmd/testdb .tools/bin/gotestsum --format pkgname-and-test-fails --hide-summary=skipped --jsonfile $(RESULTS)/go.json -- $(GO_TEST_FLAGS) ./...

.PHONY: test-frontend
test-frontend: ## Run the frontend's unit tests
	@scripts/setup.sh npm
	@mkdir -p $(RESULTS)
	cd frontend && npm run --silent test -- --reporter=default --reporter=json --outputFile.json=../$(RESULTS)/vitest.json

.PHONY: test-size
test-size: frontend ## Fail when a route loads more script at first than it may
	@cd frontend && npm run --silent size >/dev/null

.PHONY: e2e
e2e: build ## Run the end-to-end tests in Chromium against the built binary
	@scripts/setup.sh e2e
	@$(GO_BUILD) -o $(dir $(BINARY))stripefake ./cmd/stripefake
	@mkdir -p $(RESULTS)
	cd frontend && CHROMIUM="$$(sh ../scripts/chromium.sh shell)" CHOPHIEN_BINARY="$(CURDIR)/$(BINARY)" \
		PLAYWRIGHT_JSON_OUTPUT_FILE="$(CURDIR)/$(RESULTS)/playwright.json" \
		npm run --silent e2e -- --reporter=list,json

.PHONY: lint
lint: ## Check style, types and import boundaries of Go and frontend
	@scripts/setup.sh lint
	.tools/bin/golangci-lint run
	cd frontend && npm run --silent lint && npm run --silent check
	@scripts/compose-check.sh

.PHONY: bench
bench: build ## Measure speed and memory; tables on screen, JSON in bench/out/
	@scripts/setup.sh bench
	@mkdir -p bench/out
	CHOPHIEN_BINARY="$(CURDIR)/$(BINARY)" CHROMIUM="$$(sh scripts/chromium.sh)" go run ./cmd/bench

# --- Write ---------------------------------------------------------------------

.PHONY: generate
generate: ## Regenerate server types and TypeScript client from the API description
	@scripts/setup.sh npm
	go generate ./internal/api
	cd frontend && npm run --silent generate

.PHONY: check-generated
check-generated: ## Fail when generated files are older than their sources
	@scripts/check-generated.sh

.PHONY: fmt
fmt: ## Format Go and frontend sources
	@scripts/setup.sh lint
	.tools/bin/golangci-lint fmt
	cd frontend && npm run --silent format

.PHONY: clean
clean: ## Remove what builds and tests made (data and installed tools stay)
	rm -rf $(BINARY) $(RESULTS) .tools/frontend.stamp frontend/dist/app frontend/build frontend/.svelte-kit frontend/test-results
