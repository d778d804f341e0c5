# Every recipe calls the programs in .venv by path, so it works without activating the environment.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

# Only wheels are installed, because installing one runs none of its code. PyMeeus has no wheel; it
# and this project are built with the setuptools that requirements/build.txt pins.
WHEELS := --only-binary :all: --no-binary pymeeus
BUILT := --quiet --python $(BIN)/python --build-constraints requirements/build.txt
CHECKED := $(BUILT) --require-hashes $(WHEELS)

# One list for every system and Python version. Pins that still fit stay as they are, unless you ask
# for the newest versions: make lock UPGRADE=--upgrade
UPGRADE ?=
COMPILE := $(BIN)/uv pip compile --quiet $(UPGRADE) --universal --python-version 3.11 \
	--fork-strategy fewest --custom-compile-command 'make lock' $(WHEELS)
HASHED := $(COMPILE) --generate-hashes --no-annotate --constraint .venv/pins

# Many containers set this. Every process that the tests start would then compile pandas again,
# which takes longer than most of what the processes do.
unexport PYTHONDONTWRITEBYTECODE

# The longer trials behind docs/trust.md, each a module of tests/trials.
TRIALS := boundaries coders fuzz kills matrix measured mutants spreadsheets versions

.DEFAULT_GOAL := help
.PHONY: notebooks test lab trials outsiders bench lock clean help

notebooks: $(READY) ## run every notebook in place, and report what was checked
	@$(BIN)/reported-warrants run

test: $(READY) ## run everything that CI runs: style checks, tests and notebooks
	$(BIN)/python -m tests.support.layout
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/typos analysis docs/*.md README.md CONTRIBUTING.md
	$(BIN)/mypy
	$(BIN)/reported-warrants check
	$(BIN)/python -m pytest --doctest-modules --nbval --nbval-current-env \
		--numprocesses auto --dist loadfile

lab: $(READY) ## open JupyterLab on the notebooks
	JUPYTER_CONFIG_PATH=jupyter $(BIN)/jupyter lab --ServerApp.root_dir=. notebooks/00_two_warrants.ipynb

trials: $(READY) ## run a longer trial (minutes to hours): make trials NAME=mutants
	@$(if $(filter $(TRIALS),$(NAME)),$(BIN)/python -m tests.trials.$(NAME),echo "make trials needs \
	the NAME of a trial, one of: $(TRIALS)" >&2; exit 1)

outsiders: $(READY) ## score the project on third-party test suites: make outsiders SUITES=DIR
	@$(if $(SUITES),ANALYSIS_SUITES="$(abspath $(SUITES))" )$(BIN)/python -m tests.trials.outsiders

bench: $(READY) ## measure speed and memory
	@$(BIN)/uv pip install $(CHECKED) -r requirements/bench.txt
	@$(BIN)/python -m tests.bench.bench
	@$(BIN)/python -m tests.bench.bench_scale
	@$(BIN)/python -m tests.bench.bench_site

lock: $(READY) ## pin all dependencies, with their hashes
	echo '-e .[test]' | $(COMPILE) --annotation-style line - -o requirements.txt
	grep '==' requirements.txt > .venv/pins
	$(HASHED) pyproject.toml --extra test -o requirements/hashed.txt
	$(HASHED) requirements/bench.in -o requirements/bench.txt
	$(HASHED) pyproject.toml --extra scale -o requirements/scale.txt
	echo krippendorff | $(HASHED) - -o requirements/oracle.txt
	echo setuptools | $(HASHED) - -o requirements/build.txt
	echo uv | $(HASHED) - -o requirements/uv.txt

clean: ## remove the environment and what tests leave behind
	rm -rf .venv .mypy_cache .ruff_cache .hypothesis build *.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} +

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# matplotlib looks for fonts once and prints a message; better here than in a notebook.
$(READY): requirements/build.txt requirements/hashed.txt requirements/uv.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, and this is %s; try make PYTHON=python3.12" % sys.version.split()[0])'
	@echo "making .venv and installing the pinned packages (less than a minute)"
	@$(PYTHON) -m venv .venv || { echo "no venv: on Debian and Ubuntu, first apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/uv.txt
	@$(BIN)/uv pip sync $(CHECKED) requirements/hashed.txt requirements/build.txt requirements/uv.txt
	@$(BIN)/uv pip install $(BUILT) --no-deps -e .
	@$(BIN)/python -c 'import matplotlib.font_manager'
	@touch $@
