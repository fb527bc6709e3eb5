# Everything that one does with a checkout. Each target sets up what it needs by itself.
PYTHON ?= python3
VENV := .venv/bin
NODE := $(CURDIR)/.venv/bin
ARGS ?=

.PHONY: setup demo test screenshots lint bench soak build lock clean

setup:
	@$(PYTHON) tools/setup.py

demo: setup
	@$(VENV)/vozvrat demo $(ARGS)

# Quick ones first, so that a mistake shows early; the browser last.
test: setup
	cd extension && PATH="$(NODE):$$PATH" npm test
	$(VENV)/pytest $(ARGS)

# The pictures in the README, taken by the browser tests.
screenshots: setup
	VOZVRAT_SCREENSHOTS=$(CURDIR)/docs/screenshots $(VENV)/pytest tests/e2e/test_whole_path.py tests/e2e/test_dashboard_words.py

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

# The wheel carries the built extension, so that the demo runs from it too.
build: setup
	rm -rf backend/vozvrat/cli/extension
	cp -R extension/dist/chrome-mv3 backend/vozvrat/cli/extension
	$(VENV)/python -m hatchling build -t wheel
	rm -rf backend/vozvrat/cli/extension

# After a change of dependencies in pyproject.toml. The locks hold hashes and no addresses.
lock:
	$(VENV)/python -m pip install --quiet uv
	$(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra demo pyproject.toml -o requirements/run.txt
	$(VENV)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra demo --extra test --extra lint pyproject.toml -o requirements/dev.txt

clean:
	rm -rf .venv .cache dist extension/node_modules extension/dist extension/.wxt
