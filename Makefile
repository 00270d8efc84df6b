# Two commands on a fresh machine (Python 3.11+, Node 20+): `make site`, `make test`. Stamps keep set-up from running twice.

PYTHON ?= python3
BIN    := .venv/bin
STAMPS := .stamps

.PHONY: site test serve eval audit screenshots format clean

SCREENSHOTS ?= ../screenshots

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
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report
	$(BIN)/python tests/audit/links.py
	$(BIN)/python tests/audit/lighthouse.py
	-npm audit

screenshots: $(STAMPS)/dev $(STAMPS)/node  ## each kind of page, light, dark, on a phone, printed, into $(SCREENSHOTS)
	$(BIN)/python tests/audit/screenshots.py $(SCREENSHOTS)

format: $(STAMPS)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:  ## remove what was built and set up; seeds/ and content/ stay
	rm -rf _site _site.new _site.old .sitegen .stamps .venv node_modules tests/audit/node_modules .coverage .hypothesis .pytest_cache .mypy_cache .ruff_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

$(STAMPS)/python: pyproject.toml .venv/bin/python | $(STAMPS)
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(STAMPS)/dev: $(STAMPS)/python
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

$(STAMPS)/audit: tests/audit/package-lock.json $(STAMPS)/dev $(STAMPS)/node
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
