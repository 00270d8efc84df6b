# Two commands on a fresh machine (Python 3.11+, Node 20+): `make site`, `make test`. Stamps keep set-up from running twice.

PYTHON ?= python3
BIN    := .venv/bin
STAMPS := .stamps
LOCKED := $(BIN)/python -m pip install --quiet --require-hashes --only-binary :all:

.PHONY: site test serve eval audit lock sbom fuzz screenshots catalogues format clean

SCREENSHOTS ?= ../screenshots
FUZZ_SECONDS ?= 3600

site: $(STAMPS)/python $(STAMPS)/pagefind  ## build the archive in seeds/ and content/ into _site/
	@$(BIN)/sitegen build

serve: $(STAMPS)/python $(STAMPS)/pagefind  ## build, serve on loopback, rebuild on save
	@$(BIN)/sitegen serve

test: $(STAMPS)/dev $(STAMPS)/node  ## style, types, behaviour
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses auto --dist worksteal

eval: $(STAMPS)/dev  ## accuracy on annotated data, ours and (where SITEGEN_EVAL is there) the large sets
	@for measure in tests/eval/*.py; do $(BIN)/python $$measure || exit 1; done

audit: $(STAMPS)/audit  ## tests with branch coverage, every link (lychee), Lighthouse, known faults in what we depend on
	$(BIN)/coverage erase
	-$(BIN)/coverage run -m pytest --numprocesses auto --dist worksteal  # counted out, tests of time and full disks fail
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	$(BIN)/python tests/audit/links.py
	$(BIN)/python tests/audit/lighthouse.py
	$(BIN)/zizmor --offline --pedantic .github/workflows sitegen/starter/pages.yml
	-$(BIN)/pip-audit --disable-pip --requirement locks/runtime.txt
	-npm audit

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --only-binary :all: --no-binary jstyleson \
	--generate-hashes --no-header --no-annotate

lock: $(STAMPS)/audit  ## write the versions and hashes that everybody installs, for all platforms; newest with UPGRADE=--upgrade
	$(COMPILE) pyproject.toml --output-file locks/runtime.txt $(UPGRADE)
	$(COMPILE) pyproject.toml --group dev --constraint locks/runtime.txt --output-file locks/dev.txt $(UPGRADE)
	$(COMPILE) --group build --output-file locks/build.txt $(UPGRADE)

sbom: $(STAMPS)/audit  ## a bill of what a site is made with (CycloneDX), into sbom/
	@mkdir -p sbom
	$(BIN)/cyclonedx-py requirements locks/runtime.txt --output-reproducible --output-file sbom/python.cdx.json
	npm sbom --sbom-format cyclonedx --omit dev > sbom/node.cdx.json

fuzz: $(STAMPS)/dev  ## an hour of each target; FUZZ_SECONDS for less
	@cd tests/fuzz && for target in captures cleaning dates front-matter anchors; do \
	  ../../$(BIN)/python run.py $$target $(FUZZ_SECONDS) || exit 1; done

screenshots: $(STAMPS)/dev $(STAMPS)/node  ## each kind of page, light, dark, on a phone, printed, into $(SCREENSHOTS)
	$(BIN)/python tests/audit/screenshots.py $(SCREENSHOTS)

catalogues: $(STAMPS)/python  ## new words of templates and code go into every catalogue, for translators; unused ones leave
	$(BIN)/pybabel -q extract -F pyproject.toml -k msg -k say --no-location -o $(STAMPS)/words.pot sitegen/site themes/default
	@for catalogue in themes/default/locale/*.po; do \
	  $(BIN)/pybabel -q update -N -w 120 --ignore-obsolete --ignore-pot-creation-date -i $(STAMPS)/words.pot \
	    -l $$(basename $$catalogue .po) -o $$catalogue || exit 1; \
	done

format: $(STAMPS)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:  ## remove what was built and set up; seeds/ and content/ stay
	rm -rf _site _site.new _site.old .sitegen .stamps .venv node_modules tests/audit/node_modules .coverage* .hypothesis .pytest_cache .mypy_cache .ruff_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv

$(STAMPS)/python: pyproject.toml locks/build.txt locks/runtime.txt .venv/bin/python | $(STAMPS)
	$(LOCKED) -r locks/build.txt -r locks/runtime.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/dev: $(STAMPS)/python locks/dev.txt
	$(LOCKED) --no-binary jstyleson --no-build-isolation -r locks/dev.txt
	@touch $@

$(STAMPS)/audit: tests/audit/package-lock.json $(STAMPS)/dev $(STAMPS)/node
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group audit
	npm ci --silent --prefix tests/audit
	@touch $@

$(STAMPS)/pagefind: package-lock.json | $(STAMPS)
	npm ci --omit=dev --silent
	@touch $@

$(STAMPS)/node: package-lock.json | $(STAMPS)
	npm ci --silent
	@touch $@ $(STAMPS)/pagefind

$(STAMPS):
	@mkdir -p $@
