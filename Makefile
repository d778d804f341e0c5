# Every recipe calls the programs of .venv by name, so that nothing depends on an activated shell.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

# Only wheels are installed, because that runs no code of theirs. PyMeeus has none; it and this
# project are built with the setuptools that requirements/build.txt pins.
WHEELS := --only-binary :all: --no-binary pymeeus
BUILT := --quiet --python $(BIN)/python --build-constraints requirements/build.txt
CHECKED := $(BUILT) --require-hashes $(WHEELS)

# One list for every system and Python. Pins that still fit are not touched, unless the newest
# versions are asked for: make lock UPGRADE=--upgrade
UPGRADE ?=
COMPILE := $(BIN)/uv pip compile --quiet $(UPGRADE) --universal --python-version 3.11 \
	--fork-strategy fewest --custom-compile-command 'make lock' $(WHEELS)
HASHED := $(COMPILE) --generate-hashes --no-annotate --constraint .venv/pins

.DEFAULT_GOAL := help
.PHONY: help notebooks test oracle lab site export readme bench benchsite trust mutants sheets fuzz boundaries kills matrix versions dependencies lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

notebooks: $(READY) ## run every notebook in place, and say what was checked
	@$(BIN)/reported-warrants run

test: $(READY) ## run all that CI runs: the style checks, the tests, the notebooks
	$(BIN)/python -m tests.support.layout
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/reported-warrants check
	$(BIN)/python -m pytest --doctest-modules --nbval --nbval-current-env \
		--numprocesses auto --dist loadfile

oracle: $(READY) ## install krippendorff (GPL), with which one test compares alpha
	@$(BIN)/uv pip install $(CHECKED) -r requirements/oracle.txt

export: $(READY) ## write the evidence in standard formats into build/export
	@$(BIN)/reported-warrants export

lab: $(READY) ## open JupyterLab on the notebooks
	$(BIN)/jupyter lab --ServerApp.root_dir=. notebooks/01_sources.ipynb

readme: $(READY) ## renew the generated parts of the README and its figure
	@$(BIN)/reported-warrants readme

site: $(READY) ## write the static pages: findings, notebooks, evidence; into build/site
	@$(BIN)/reported-warrants site

dependencies: $(READY) ## renew the tables of docs/dependencies.md
	@$(BIN)/python -m tests.support.dependencies

bench: $(READY) ## measure speed as ratios, side by side in one run
	@$(BIN)/uv pip install $(CHECKED) -r requirements/bench.txt
	@$(BIN)/python -m tests.bench.bench
	@$(BIN)/python -m tests.bench.bench_scale

benchsite: $(READY) ## measure the evidence browser in Chromium, with up to 40,000 statements
	@$(BIN)/python -m tests.bench.bench_site

trust: $(READY) ## say how old the figures in docs/measured are, and renew docs/trust.md
	@$(BIN)/python -m tests.trials.measured

mutants: $(READY) ## damage the project in thousands of ways, and count what is noticed
	@$(BIN)/python -m tests.trials.mutants

sheets: $(READY) ## send the tables through LibreOffice Calc, and say what check notices
	@$(BIN)/python -m tests.trials.spreadsheets

fuzz: $(READY) ## damage a small project in 100,000 ways; writes docs/measured/fuzz.csv
	@$(BIN)/python -m tests.trials.fuzz

boundaries: $(READY) ## put links, pipes and devices in the way of every command
	@$(BIN)/python -m tests.trials.boundaries

kills: $(READY) ## kill runs at many moments, and write what held to docs/measured/
	@$(BIN)/python -m tests.trials.kills

matrix: $(READY) ## run the notebooks on other Pythons, zones, locales: the same bytes?
	@$(BIN)/python -m tests.trials.matrix

versions: $(READY) ## test the lowest and the newest version of each dependency
	@$(BIN)/python -m tests.trials.versions

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
	rm -rf .venv .ruff_cache .hypothesis build *.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} +

# matplotlib looks for fonts once, and says so; better here than in a notebook.
$(READY): requirements/build.txt requirements/hashed.txt requirements/uv.txt pyproject.toml setup.py $(wildcard jupyter/*)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, and this is %s; try make PYTHON=python3.12" % sys.version.split()[0])'
	@echo "making .venv and installing the pinned packages (less than a minute)"
	@$(PYTHON) -m venv .venv || { echo "no venv: on Debian and Ubuntu, first apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/uv.txt
	@$(BIN)/uv pip sync $(CHECKED) requirements/hashed.txt requirements/build.txt requirements/uv.txt
	@$(BIN)/uv pip install $(BUILT) --no-deps -e .
	@$(BIN)/python -c 'import matplotlib.font_manager'
	@touch $@
