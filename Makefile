# Every target works on its own after a clone; a fresh machine needs Python 3.11 and make.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3.11
HOST ?= 127.0.0.1
PORT ?= 7860
VENV := .venv
BIN := $(VENV)/bin
SERVE := $(VENV)/.serve
DEV := $(VENV)/.dev
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: help serve index test check eval bench clean

help: ## Show what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

serve: $(SERVE) index ## Build the index if needed and serve the chat (HOST=, PORT=)
	@HOST=$(HOST) PORT=$(PORT) exec $(BIN)/python -m bot serve

index: $(SERVE) ## Build or update the index
	@$(BIN)/python -m index build

check: $(DEV) ## Lint, types, order of the parts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

test: $(DEV) check index ## Every check that a change must pass
	$(BIN)/python -m corpus verify
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

eval: $(DEV) index ## Ask all golden questions, score, gate and report (RUN=folder)
	@export OMP_NUM_THREADS=$${OMP_NUM_THREADS:-1}; run=$${RUN:-runs/$$(date -u +%Y%m%d-%H%M%S)}; \
	$(BIN)/python -m evals run --out $$run && \
	{ $(BIN)/python -m evals gate --run $$run; code=$$?; \
	  $(BIN)/python -m evals report --run $$run; exit $$code; }

bench: $(DEV) index ## Benchmarks as ratios to docs/benchmarks (ONLY=group, BENCH=quick compares)
	@$(BIN)/python tests/load/bench.py $(addprefix --only ,$(ONLY)) $(if $(filter quick,$(BENCH)),--quick)

clean: ## Remove the environment and the index
	rm -rf $(VENV) .data

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(SERVE): $(BIN)/python pyproject.toml constraints.txt
	@echo "Installing (about 2 GB, a few minutes) ..."
	$(INSTALL) -e .
	@touch $@

$(DEV): $(SERVE)
	@echo "Installing what the checks need ..."
	$(INSTALL) -e '.[dev,evals]'
	@touch $@
