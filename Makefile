# Every target does its own set-up; `make run` and `make test` are all one needs to know.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := $(CURDIR)

.DEFAULT_GOAL := help
.PHONY: help run test check bench evaluate catalogues clean

help: ## list what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/run.stamp: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "croisements: Python 3.11 is needed; name it with PYTHON=python3.11."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/test.stamp: requirements-test.lock $(VENV)/run.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

WITNESS := tests/witness/node_modules/.package-lock.json
$(WITNESS): tests/witness/package-lock.json $(VENV)/test.stamp
	@$(BIN)/python -m tests.witness.install

MO := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))
%.mo: %.po $(VENV)/run.stamp
	@$(BIN)/pybabel --quiet compile -i $< -o $@

run: $(VENV)/run.stamp $(MO) ## set up and serve, with a demonstration town the first time
	@exec $(BIN)/python -m webapp run

test: $(VENV)/test.stamp $(WITNESS) $(MO) ## set up and run every test
	@sh tests/browser.sh
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "journey or postgresql or slow"

check: $(VENV)/test.stamp $(MO) ## the quick part: format, lint, types, import contracts, unit tests
	@$(BIN)/ruff format --check --quiet . || { echo "croisements: run ruff format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy webapp survey nlp wsgi.py
	@$(BIN)/lint-imports --no-cache > var-lint.txt 2>&1 || { cat var-lint.txt; rm -f var-lint.txt; exit 1; }; rm -f var-lint.txt
	@$(BIN)/python -m pytest -q -n 2 -m "not journey and not postgresql and not slow"

bench: $(VENV)/test.stamp $(MO) ## measure against bare applications, side by side
	@$(BIN)/python -m tests.bench

evaluate: $(VENV)/run.stamp ## estimate how well answers and replies are understood
	@$(BIN)/python -m nlp evaluate --cross-validate
	@$(BIN)/python -m nlp evaluate-reading

catalogues: $(VENV)/run.stamp ## extract the interface's messages and bring every catalogue up to date
	@$(BIN)/python -m translations.update

clean: ## remove what was built (never the data)
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
