# Everything that one does with a checkout. Each target sets up what it needs by itself.
PYTHON ?= python3
VENV := .venv/bin
NODE := $(CURDIR)/.venv/bin
ARGS ?=

.PHONY: setup demo test lint bench soak build lock clean

setup:
	@$(PYTHON) tools/setup.py

demo: setup
	@$(VENV)/vozvrat demo $(ARGS)

# Quick ones first, so that a mistake shows early; the browser last.
test: setup
	cd extension && PATH="$(NODE):$$PATH" npm test
	$(VENV)/pytest $(ARGS)

lint: setup
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports
	cd extension && PATH="$(NODE):$$PATH" npm run check
	cd extension && PATH="$(NODE):$$PATH" npm run lint

bench: setup
	$(VENV)/python -m tests.benchmarks $(ARGS)

soak: setup
	$(VENV)/python -m tests.benchmarks.soak $(ARGS)

build: setup
	$(VENV)/python -m hatchling build -t wheel

# After a change of dependencies in pyproject.toml. The locks hold hashes and no addresses.
lock:
	$(VENV)/python -m pip install --quiet uv
	$(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra demo pyproject.toml -o requirements/run.txt
	$(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra demo --extra test --extra lint pyproject.toml -o requirements/dev.txt

clean:
	rm -rf .venv .cache dist extension/node_modules extension/dist extension/.wxt
