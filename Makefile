# Two commands do everything: `make map` builds the layers, the figures and the
# map; `make test` tests them. Each sets up .venv when it is not there.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock

.PHONY: help map test quick check check-page docs bench fuzz mutants coverage audit lock data readme release site versions clean

help: ## say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# What is asked to be installed, by content: a file that a checkout only touched installs nothing again.
.venv/asked: pyproject.toml requirements.lock
	@mkdir -p .venv
	@cat $^ | cksum >$@.new; if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

.venv/ready: .venv/asked
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; set PYTHON=") if sys.version_info < (3, 11) else 0'
	@echo "Making .venv and installing the program into it, with what requirements.lock pins: a minute or two."
	@$(PYTHON) -m venv .venv
	@$(PIP) --editable '.[charts,spreadsheets]'
	@touch $@

# The same for what only some targets need.
.venv/ready-%: EXTRAS = $*
.venv/ready-docs: EXTRAS = all,docs
.venv/ready-%: .venv/ready
	@echo "Installing into .venv what this target needs besides: $*."
	@$(PIP) --editable '.[$(EXTRAS)]'
	@touch $@

map: .venv/ready ## build data/shapefiles and maps/index.html, and print the figures
	$(BIN)/python -m geo build

# Workers take over tests from each other, but begin with neighbours: what a file's tests share is made once.
WORKERS ?= logical
test: .venv/ready-dev ## run every test; those that need a browser are skipped without Chromium
	@echo "Every test, on up to four cores: seven to eleven minutes of processor time by the machine, and about as long on two cores, browsers waiting among it."
	$(BIN)/python -m pytest --numprocesses=$(WORKERS) --maxprocesses=4 --dist=worksteal

quick: .venv/ready-dev ## run the tests that a moved point, another claim or another word of a command is likely to break, in a minute
	$(BIN)/python -m pytest --quiet -m "not browser" tests/test_toy.py tests/test_toy_shift.py tests/test_geodesy.py tests/test_atlas.py tests/test_tenure.py tests/test_truth.py tests/test_claims.py tests/test_layers.py tests/test_bad_commands.py tests/test_contributing.py

node_modules/ready: package.json
	npm install --no-package-lock --no-audit --no-fund
	@touch $@

check: .venv/ready-dev check-page ## lint, format, types, the direction of imports, the catalogues of languages; the page's scripts if Node.js is there
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(BIN)/python -m geo.sources.catalogue --check

NODE_OR_NOT = command -v npm >/dev/null && node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 18 || (a == 18 && b >= 18) ? 0 : 1)'
check-page:
	@if $(NODE_OR_NOT); then $(MAKE) --no-print-directory node_modules/ready && npm run --silent check; \
	elif [ -n "$$CI$$BORDERSHIFT_REQUIRE_BROWSER" ]; then echo "Node.js 18.18 or newer and npm are needed to check the page's scripts." >&2; exit 1; \
	else echo "The page's scripts were not checked: that takes Node.js 18.18 or newer, and npm."; fi

docs: .venv/ready-docs ## build the guide and the reference: open docs/_build/index.html
	$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going docs docs/_build

bench: .venv/ready-bench ## time the program against others and against its bars; write tests/bench/RESULTS.md
	$(BIN)/python tests/bench/run.py

data: .venv/ready-data ## rebuild data/arcs, data/land and the gazetteer from the pinned packages and the tables; FRONTIER=name: that one alone, in seconds
ifdef FRONTIER
	$(BIN)/python -m geo.sources --only $(FRONTIER)
	$(BIN)/python -m geo.sources.datapackage
else
	$(BIN)/python -m geo.sources
	$(BIN)/python -m geo build --quiet >/dev/null
	$(BIN)/python -m geo.sources.gazetteer
	$(BIN)/python -m geo.sources.gazetteer_figures
	$(BIN)/python -m geo.sources.people
	$(BIN)/python -m geo.sources.offsets
	$(BIN)/python -m geo.sources.datapackage
	$(BIN)/python -m geo.sources.validation
endif

readme: .venv/ready-dev ## write the program's figures and a fresh picture into the README
	$(BIN)/python -m geo.sources.readme

site: .venv/ready-docs ## maps, gallery, data, frontiers and guide in the folder site, for any static host
	$(BIN)/python -m geo build --quiet >/dev/null
	$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going -d docs/_build/.doctrees docs site/guide
	$(BIN)/python -m geo.sources.site --out site

release: .venv/ready-dev ## write dist/bordershift-data-*.zip: the data to be cited, with descriptions and what other programs read
	$(BIN)/python -m geo.sources.release

# Some of the newest are for newer Pythons alone.
NEWEST ?= $(PYTHON)
versions: ## run a quick part of the tests with the oldest versions that are allowed, and with the newest (NEWEST=python3.14); try the wheel alone
	$(PYTHON) tests/versions.py bare
	$(PYTHON) tests/versions.py oldest
	$(NEWEST) tests/versions.py newest

RUNS ?= 100000
fuzz: .venv/ready-dev ## put RUNS spoilt map files and RUNS spoilt tables to their readers; kill 50 builds; try every property at length
	$(BIN)/python tests/fuzz/mutate.py layers --runs $(RUNS)
	$(BIN)/python tests/fuzz/mutate.py tables --runs $(RUNS)
	$(BIN)/python tests/fuzz/kill.py --kills 50
	BORDERSHIFT_LONG=1 $(BIN)/python -m pytest --numprocesses=$(WORKERS) --maxprocesses=4 -m hypothesis tests

AT_ONCE ?= 1
mutants: .venv/ready-dev .venv/ready-mutation ## spoil the measures, one small change at a time, and list what no test notices; goes on where it was stopped
	$(BIN)/python tests/mutants.py --at-once $(AT_ONCE)

coverage: .venv/ready-dev .venv/ready-mutation ## list the lines and branches of measures, atlas and earth that the tests do not reach
	$(BIN)/python -m coverage run --branch --source geo/measures,geo/atlas,geo/earth -m pytest --quiet -m "not browser" tests geo/measures geo/atlas geo/earth
	$(BIN)/python -m coverage report --skip-covered --show-missing

audit: .venv/ready-audit ## look up known faults of every pinned version (asks the Python package index)
	$(BIN)/pip-audit --strict --no-deps --disable-pip --requirement requirements.lock

lock: ## pin every version anew (needs uv)
	uv pip compile --universal --no-header --no-annotate --quiet --extra all --extra audit --extra bench --extra data --extra dev --extra docs --output-file requirements.lock pyproject.toml

clean: ## remove what make made
	rm -rf .venv .venv-bare .venv-oldest .venv-newest node_modules mutants .coverage maps/*.html maps/*.js docs/_build site dist
