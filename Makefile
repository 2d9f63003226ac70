# Every target brings what it needs: on a machine with Python 3.11 or newer, git and make, any of them can come first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.installed
DEV := $(VENV)/.installed-dev

.PHONY: demo test check bench soak release-check lock format clean
.DEFAULT_GOAL := help

help:
	@echo "make demo    a study from the sample runs, to look around in"
	@echo "make test    the tests"
	@echo "make check   format, lint, types, floors, tests: what CI runs"
	@echo "make bench   speed, as ratios beside peers in the same run"
	@echo "make soak    kills, faults, load and fuzzing, over half an hour"
	@echo "make release-check    the wheel, built and used in an empty environment of each of PYTHONS"

# uv where it is there, else pip; every file by its hash, byte-compiled.
define install
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "sidegrade needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
@echo "making $(VENV) with what it needs, about half a minute"
@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
@if command -v uv >/dev/null 2>&1; then \
	uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r $(1) && \
	uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
else \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
fi
@$(BIN)/python -m compileall -q grading tui
@touch $@
endef

$(RUN): requirements.lock pyproject.toml
	$(call install,requirements.lock)

$(DEV): requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock)
	@touch $(RUN)

demo: $(RUN)
	@$(BIN)/sidegrade demo

# Processes that are killed in the middle of their work leave what they were at behind: in a folder that goes with them.
define in_passing
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT INT TERM && TMPDIR=$$folder $(1)
endef

test: $(DEV)
	$(call in_passing,$(BIN)/python -m pytest -n auto)

check: $(DEV)
	@$(BIN)/ruff format --check --quiet . || { $(BIN)/ruff format --diff --quiet .; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	$(call in_passing,$(BIN)/python -m pytest -n auto --cov --cov-report= tests/grading)
	@$(BIN)/coverage report
	$(call in_passing,$(BIN)/python -m pytest -n auto tests --ignore tests/grading)

bench: $(DEV)
	$(call in_passing,$(BIN)/python -m tests.bench)

soak: $(DEV)
	$(call in_passing,$(BIN)/python -m tests.hostile.soak)

PYTHONS ?= $(PYTHON)
release-check: $(DEV)
	@$(BIN)/python -m tests.release $(PYTHONS)

format: $(DEV)
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

# Exact versions with hashes and no index address; run it after a change of the dependencies in pyproject.toml.
LOCK := --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-trusted-host \
	--no-emit-find-links --no-emit-options --build-deps-for editable
lock: $(DEV)
	@$(BIN)/pip-compile $(LOCK) --output-file requirements.lock pyproject.toml
	@$(BIN)/pip-compile $(LOCK) --extra dev --output-file requirements-dev.lock pyproject.toml

clean:
	@rm -rf $(VENV) build dist .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis
