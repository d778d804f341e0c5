# Every recipe calls the programs of .venv by name, so that nothing depends on an activated shell.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# Only wheels, because installing them runs nothing of theirs; PyMeeus has none, and is built with
# the setuptools that requirements-build.txt pins.
WHEELS := --only-binary :all: --no-binary pymeeus
CHECKED := $(PIP) --require-hashes --no-deps $(WHEELS)

# One list for every system and Python.
COMPILE := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--fork-strategy fewest --custom-compile-command 'make lock'
HASHED := $(COMPILE) --generate-hashes --no-annotate --constraint .venv/lock/pins $(WHEELS)

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
	@$(CHECKED) -r requirements-oracle.txt

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
	@$(CHECKED) -r requirements-bench.txt
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
	@$(CHECKED) -r requirements-lock.txt
	@$(BIN)/python -m tests.trials.matrix

versions: $(READY) ## test the lowest and the newest version of each dependency
	@$(CHECKED) -r requirements-lock.txt
	@$(BIN)/python -m tests.trials.versions

lock: $(READY) ## pin the newest versions of all dependencies, with their hashes
	$(CHECKED) -r requirements-lock.txt
	mkdir -p .venv/lock
	head -4 requirements.txt > .venv/lock/requirements.txt
	echo '-e .[test]' | $(COMPILE) --no-header --annotation-style line - >> .venv/lock/requirements.txt
	grep '==' .venv/lock/requirements.txt > .venv/lock/pins
	$(HASHED) pyproject.toml --extra test -o .venv/lock/requirements-hashed.txt
	$(HASHED) requirements-bench.in -o .venv/lock/requirements-bench.txt
	sed -n '/^scale = /,/^]/s/^ *"\(.*\)",.*/\1/p' pyproject.toml \
		| $(HASHED) - -o .venv/lock/requirements-scale.txt
	sed -n '/^oracle = /,/^]/s/^ *"\(.*\)",.*/\1/p' pyproject.toml \
		| $(HASHED) - -o .venv/lock/requirements-oracle.txt
	echo uv | $(HASHED) - -o .venv/lock/requirements-lock.txt
	sed -n 's/^requires = \["\(.*\)"\]$$/\1/p' pyproject.toml \
		| $(HASHED) - -o .venv/lock/requirements-build.txt
	mv .venv/lock/*.txt .

clean: ## remove the environment and what tests leave behind
	rm -rf .venv .ruff_cache .hypothesis build *.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} +

# matplotlib looks for fonts once, and says so; better here than in a notebook.
$(READY): requirements-build.txt requirements-hashed.txt pyproject.toml setup.py $(wildcard jupyter/*)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, and this is %s; try make PYTHON=python3.12" % sys.version.split()[0])'
	@echo "making .venv and installing the pinned packages (a minute or two)"
	@$(PYTHON) -m venv .venv || { echo "no venv: on Debian and Ubuntu, first apt install python3-venv"; exit 1; }
	@$(CHECKED) -r requirements-build.txt
	@$(CHECKED) --no-build-isolation --use-pep517 -r requirements-hashed.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/python -c 'import matplotlib.font_manager'
	@touch $@
