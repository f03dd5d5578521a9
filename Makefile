# Every command of this repository. It needs Python 3.11 or later, make and a package index; all else it fetches.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

python := .venv/bin/python
install := $(python) -m pip install --quiet --disable-pip-version-check --no-input
# Settings of an installation in real use, for commands that need no database; the key guards nothing.
django := DJANGO_SETTINGS_MODULE=goldenthread.board.site.settings DATABASE_URL=postgresql:///none \
          SITE_ADDRESS=https://board.example ALLOWED_HOSTS=board.example \
          SECRET_KEY=for-checks-only-0123456789-abcdefghijklmnopqrstuvwxyz
side_by_side := --numprocesses=logical --dist=loadgroup
data ?= .data
port ?= 8000

.PHONY: help run test test-system check check-locks check-lint check-format check-types check-imports \
        check-migrations check-deployment check-docs fix docs bench lock clean

help:
	@echo "make run     start the demonstration: a made-up board with a made-up plan (port=$(port))"
	@echo "make test    run every test"
	@echo "make check   lock files, format, lint, types, imports, migrations, deployment, documents; changes nothing"
	@echo "make fix     put right whatever can be put right by itself"
	@echo "make docs    write docs/generated"
	@echo "make bench   measure, and print ratios"
	@echo "make lock    write the lock files from pyproject.toml"
	@echo "make clean   remove what was fetched and made, but no data"

run: .venv/product.done goldenthread/static/packages/.done
	@exec .venv/bin/goldenthread serve --demo --data $(data) --port $(port)

test: .venv/dev.done goldenthread/static/packages/.done
	@$(python) tools/system_packages.py
	@$(python) -m pytest $(side_by_side) $(arguments)
	@if [ -n "$$CI" ]; then $(MAKE) test-system; fi

test-system: .venv/dev.done goldenthread/static/packages/.done
	@echo "The tests that use a database, again on the system's PostgreSQL:"
	@$(python) -m pytest $(side_by_side) --database=system -m "not browser and not faults and not own_server" tests/board $(arguments)

check: check-locks check-format check-lint check-types check-imports check-migrations check-deployment check-docs

check-locks: .venv/dev.done
	@echo "Lock files belong to pyproject.toml"
	@$(python) tools/lock.py --check

check-format: .venv/dev.done
	@echo "Format"
	@$(python) -m ruff format --quiet --check --output-format concise .

check-lint: .venv/dev.done
	@echo "Lint"
	@$(python) -m ruff check --quiet --output-format concise .

check-types: .venv/dev.done
	@echo "Types"
	@$(django) $(python) -m mypy --no-error-summary

check-imports: .venv/dev.done
	@echo "Who imports whom"
	@.venv/bin/lint-imports --no-logo

check-migrations: .venv/dev.done
	@echo "Migrations match the models"
	@$(django) $(python) -W ignore::RuntimeWarning -m django makemigrations --check --dry-run --verbosity=0

check-deployment: .venv/dev.done
	@echo "Settings are fit for the real thing"
	@$(django) $(python) -m django check --deploy --fail-level=WARNING

check-docs: .venv/dev.done
	@echo "Generated documents are fresh"
	@$(django) .venv/bin/goldenthread docs --check

fix: .venv/dev.done
	@$(python) -m ruff check --fix --quiet . ; $(python) -m ruff format --quiet .

docs: .venv/dev.done
	@$(django) .venv/bin/goldenthread docs

bench: .venv/dev.done goldenthread/static/packages/.done
	@for bench in tools/bench_*.py; do echo "$$bench"; $(python) $$bench || exit 1; done

lock: .venv/dev.done
	@$(python) tools/lock.py

clean:
	rm -rf .venv node_modules goldenthread/static/packages .cache .*_cache build dist *.egg-info

# What was fetched, each with a file that says it is done; an interrupted step is done again.

.venv/bin/python:
	@for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Making .venv with $$($$name --version)"; \
			$$name -m venv --clear .venv || { rm -rf .venv; exit 1; }; exit 0; \
		fi; \
	done; echo "Goldenthread needs Python 3.11 or later, and none is on the path." >&2; exit 1

.venv/product.done: requirements/build.txt requirements/product.txt pyproject.toml | .venv/bin/python
	@echo "Installing the product"
	@$(install) --require-hashes -r requirements/build.txt
	@$(install) --require-hashes -r requirements/product.txt
	@$(install) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/dev.done: requirements/dev.txt .venv/product.done
	@echo "Installing what checks and tests need"
	@$(install) --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.done: package.json package-lock.json | .venv/bin/python
	@echo "Fetching styles and scripts"
	@$(python) tools/npm_packages.py
	@touch $@

goldenthread/static/packages/.done: node_modules/.done tools/copy_packages.py
	@$(python) tools/copy_packages.py
	@touch $@
