# The two commands: `make run` serves the site, `make test` proves it. `make help` lists the others.
# Python 3.11 or later, make and a package index are all they need; .ci/tasks.py says what each does.

PORT ?= 8000
TESTS ?=
LINT ?= yes
BENCH ?=
TASKS = .ci/python .ci/tasks.py

export DATABASE_URL

.DEFAULT_GOAL := help
.PHONY: run test demo-reset bench lint wheel clean help

run: ## Serve the site at http://127.0.0.1:8000 (PORT=, DATABASE_URL=, RELOAD=1 to follow changes in the code)
	@$(TASKS) run --port "$(PORT)"

test: ## Lint, types, migrations, settings, imports and all tests (DATABASE_URL=, TESTS="tests/events -k feed", LINT=no)
	@$(TASKS) test $(if $(filter no,$(LINT)),--no-lint) -- $(TESTS)

demo-reset: ## Throw away the local database and uploads, and load the demo content anew (DATABASE_URL=)
	@$(TASKS) demo-reset

bench: ## Measure lists, details and feeds with 1,000 and 10,000 pages of each kind (BENCH="--quick", "--write", "--help")
	@$(TASKS) bench -- $(BENCH)

lint: ## The checks of `make test` without the tests
	@$(TASKS) lint

wheel: ## Build the plugin's wheel and the source archive into dist/
	@$(TASKS) wheel

clean: ## Remove .venv, build products and caches; what people wrote in the site stays
	@$(TASKS) clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile
