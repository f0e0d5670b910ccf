# One virtual environment, made once and whenever pyproject.toml or constraints.txt change.
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
EXAMPLE := kg/data/examples/kuril-talks.md

# The first of these that runs and is new enough.
PYTHON := $(shell for python in python3 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1 && echo $$python && break; done)

.PHONY: demo test docs notebooks reference lint clean

demo: $(STAMP)  ## build the example article into output/example/
	$(BIN)/kg build $(EXAMPLE) --output output/example

test: lint  ## all checks and all tests
	$(BIN)/pytest -n 2

notebooks: $(STAMP)  ## the notebooks in both forms, and as pages
	$(BIN)/python scripts/notebooks.py

docs: $(STAMP)  ## the documentation as a site, in build/site/; a warning is an error
	$(BIN)/sphinx-build -W --keep-going -q -b html -d build/doctrees docs build/site

reference: $(STAMP)  ## the ontology's relations, its HTML reference, and what the pages in docs/ list
	$(BIN)/python -m kg.ontology
	$(BIN)/python scripts/ontology_reference.py
	$(BIN)/python scripts/reference.py

lint: $(STAMP)  ## style, types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

$(STAMP): pyproject.toml constraints.txt
	@if [ -x $(BIN)/python ]; then :; \
	elif [ -n "$(PYTHON)" ]; then $(PYTHON) -m venv $(VENV); \
	elif command -v uv >/dev/null; then uv venv --seed --python 3.12 $(VENV); \
	else echo "make: no Python 3.12 or newer found (tried python3, python3.12, python3.13, python3.14, uv);" \
		"install one and run make again" >&2; exit 1; fi
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $@

clean:  ## remove the environment, caches and builds; the committed example stays
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
