# make demo and make test each do all they need, on a machine that has Python 3.10 or newer and make.
#
#   PYTHON=python3.12   the interpreter to make the environment with
#   ARGS='-k network'   further arguments for pytest

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SAMPLE := graph/jianyan/samples/jiangxi-2024-05-21.txt
OUTPUT := output

# Exact versions for what is installed and for what builds it: older pips read the first, newer ones the second.
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

# What is installed has the hashes of locks/, which `make lock` makes of constraints.txt. Python 3.10, for which some
# have no release any more, gets the versions alone.
PIP := $(BIN)/python -m pip
define install
if $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
  PIP_CONSTRAINT= $(PIP) install --quiet --require-hashes --requirement locks/$(1).lock && \
  $(PIP) install --quiet --no-deps --no-build-isolation --editable . && \
  { $(PIP) check >$(VENV)/check.txt || { cat $(VENV)/check.txt >&2; echo 'make: locks/ is not up to date: make lock' >&2; exit 1; }; }; \
else \
  $(PIP) install --quiet --editable '.$(2)'; \
fi
endef
# As pip does for a wheel: where PYTHONDONTWRITEBYTECODE is set, each start would compile the modules again.
COMPILE  := $(BIN)/python -m compileall -q graph
METADATA := setup.cfg setup.py pyproject.toml constraints.txt $(wildcard locks/*.lock)

.DEFAULT_GOAL := help
.PHONY: help demo test check wheel bench crash fuzz soak lock audit pages freeze clean FORCE

help:
	@echo 'make demo    set up, build the bundled article into $(OUTPUT)/ and say where to look'
	@echo 'make test    set up, run the tests'
	@echo 'make check   set up, run the linter, the types and the contract between the layers'
	@echo 'make wheel   build the source archive and the wheel into dist/'
	@echo 'make bench   time a cold build against loading jieba'
	@echo 'make fuzz    feed readers, extraction, queries and corrections with made-up input (SECONDS=600 each)'
	@echo 'make crash   kill builds at 200 points, and look at what they leave (long; Linux)'
	@echo 'make soak    build, ask, update and serve at once for an hour, or for SOAK_SECONDS'
	@echo 'make lock    renew locks/ from constraints.txt'
	@echo 'make audit   look for known faults of the pinned dependencies (needs the network)'
	@echo 'make pages   build the scripts of the pages again (needs Node and npm)'
	@echo 'make clean   remove the environment and what was built'

demo: $(VENV)/for-use
	@$(BIN)/jianyan build $(SAMPLE) --output $(OUTPUT)
	@echo
	@echo 'The pages: open $(abspath $(OUTPUT)/index.html) in a browser. jianyan is $(BIN)/jianyan here.'

# A process for each core; each takes over what another has left.
test: $(VENV)/for-tests
	@$(BIN)/python -m pytest --numprocesses=auto --dist=worksteal $(ARGS)

check: $(VENV)/for-work
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/bandit --quiet --ini .bandit --recursive graph build.py setup.py 2>/dev/null
	$(BIN)/mypy
	$(BIN)/lint-imports

# Not `python -m build`: at the top of the checkout that finds our build.py.
wheel: $(VENV)/for-work
	@rm -rf build dist
	@$(BIN)/pyproject-build

bench: $(VENV)/for-work
	@$(BIN)/python benchmarks/start_up.py

# What was found on the way is kept in .fuzz, so that the next run goes on from there.
fuzz: $(VENV)/for-tests
	@$(PIP) install --quiet --editable '.[fuzz]'
	@for target in $(or $(TARGETS),readers extraction queries corrections); do \
	  $(BIN)/python tests/fuzz/run.py $$target $(or $(SECONDS),600) .fuzz || exit 1; done

crash: $(VENV)/for-work
	@$(BIN)/python benchmarks/crash.py $(ARGS)

soak: $(VENV)/for-work
	@$(BIN)/python benchmarks/soak.py $(ARGS)

# Only for who changes them: what users need is built and kept with its sources.
pages:
	@cd graph/jianyan/views/frontend && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build

# To be run after a change of setup.cfg or constraints.txt; it changes nothing else.
lock: $(VENV)/interpreter
	@$(PIP) install --quiet 'uv==0.13.9'
	@mkdir -p locks
	@for target in for-use: for-tests:--extra=test for-work:--extra=dev; do \
	  printf 'setuptools\nwheel\n' | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	    --generate-hashes --no-annotate --no-header --constraint constraints.txt \
	    $${target#*:} setup.cfg - --output-file "locks/$${target%%:*}.lock" || exit 1; \
	done

# The faults that are known of what is pinned; the data come from the package index or from OSV.
audit: $(VENV)/interpreter
	@$(PIP) install --quiet 'pip-audit==2.10.1'
	@$(BIN)/pip-audit --requirement locks/for-use.lock --require-hashes --disable-pip $(ARGS)

freeze: $(VENV)/for-work
	@$(BIN)/python -m pip freeze --all --exclude-editable --exclude pip

clean:
	rm -rf $(VENV) build dist graph/*.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find $(OUTPUT) -mindepth 1 ! -name .gitkeep -delete

# Each stamp stands for what is installed; a change of the metadata or of the interpreter renews it.
$(VENV)/for-use: $(VENV)/interpreter $(METADATA)
	@echo 'Installing jianyan into $(VENV)/ (once) …'
	@$(call install,for-use)
	@$(COMPILE)
	@touch $@

$(VENV)/for-tests: $(VENV)/interpreter $(METADATA)
	@echo 'Installing jianyan and what its tests need into $(VENV)/ (once) …'
	@$(call install,for-tests,[test])
	@$(COMPILE)
	@touch $@ $(VENV)/for-use

$(VENV)/for-work: $(VENV)/interpreter $(METADATA)
	@echo 'Installing jianyan and what working on it needs into $(VENV)/ (once) …'
	@$(call install,for-work,[dev])
	@$(COMPILE)
	@touch $@ $(VENV)/for-tests $(VENV)/for-use

# Which Python the environment was made with, and where: it is made anew when either is another one.
$(VENV)/interpreter: FORCE
	@command -v $(PYTHON) >/dev/null || { \
	  echo 'make: no $(PYTHON) here. Install Python 3.10 or newer (Debian: apt-get install python3 python3-venv), or say which: make PYTHON=python3.12 …' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { \
	  echo "make: $(PYTHON) is $$($(PYTHON) -V 2>&1); jianyan needs Python 3.10 or newer: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'make: $(PYTHON) cannot make an environment. Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	@new="$$($(PYTHON) -c 'import os, sys; print(sys.base_prefix, sys.version, os.getcwd())')"; \
	if [ "$$new" != "$$(cat $@ 2>/dev/null)" ]; then \
	  rm -rf $(VENV); \
	  $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }; \
	  printf '%s\n' "$$new" > $@; \
	fi

FORCE:
