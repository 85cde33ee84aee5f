# Lingxing (令行). `make demo` shows it, `make test` proves it, `make help` lists the rest.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
REPORTS := build/reports
JOBS ?= 2
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport LINGXING_MODE PYTHONDONTWRITEBYTECODE

# The first Python that is new enough; PYTHON=… chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
INSTALL := $(BIN)/python -m pip install --quiet --require-virtualenv

.PHONY: help demo test test-thorough check lint check-style check-types check-architecture \
	test-kernel test-language test-printing test-policies test-rules test-documents test-ledger test-parties \
	test-cases test-disclosure test-hotline test-supervision test-auctions test-permissions test-web test-browser \
	bench lock package clean environment development chromium

help:
	@echo '令行 Lingxing'
	@echo '  make demo            建环境、导入样例公报、开站'
	@echo '  make test            全部测试：两种数据库、浏览器、安装包'
	@echo '  make test-thorough   同样的测试，随机样本和重复次数取全量'
	@echo '  make check           格式、静态检查、类型、架构'
	@echo '  make test-documents  一个部分的测试（也有 kernel、language、printing、policies、ledger、parties、rules、cases、'
	@echo '                       disclosure、hotline、supervision、auctions、permissions、web、browser）'
	@echo '  make bench           性能对照'
	@echo '  make package         构建安装包'
	@echo '  make lock            更新锁定文件'

demo: environment
	@exec $(BIN)/lingxing demo $(ARGS)

# ---- environments: a stamp a step, so that a second run starts at once ----

environment: $(VENV)/.runtime
development: $(VENV)/.development

$(VENV)/.created:
	@test -n '$(PYTHON)' || { echo '需要 Python 3.11 或更新版本。请运行：apt-get install -y python3 python3-venv' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || PYTHON='$(PYTHON)' sh .ci/system-packages python-venv
	@echo '建立环境 $(VENV) …'
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.created requirements.lock pyproject.toml
	@echo '安装依赖 …'
	@$(INSTALL) --require-hashes --requirement requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.development: $(VENV)/.runtime requirements-dev.lock
	@echo '安装开发依赖 …'
	@$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@

chromium:
	@sh .ci/system-packages chromium

# ---- checks ----

# Types take longest, so the rest runs beside them. What mypy remembers of the last run saves most of it; CI begins anew.
TYPES := $(if $(filter-out false 0,$(CI)),--no-incremental,--cache-dir build/mypy)

check lint: development
	@$(MAKE) --jobs 2 --keep-going --no-print-directory check-types check-style check-architecture

check-style: development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-types: development
	$(BIN)/mypy $(TYPES)

check-architecture: development
	$(BIN)/pytest tests/architecture

# ---- tests: everything that needs no browser on the embedded database, what uses the database again on PostgreSQL ----

PYTEST = $(BIN)/pytest --junitxml=$(REPORTS)/$@.xml

test: development chromium
	@rm -rf $(REPORTS)
	@$(MAKE) --keep-going --no-print-directory test-embedded test-postgresql test-outside

test-thorough: export LINGXING_TEST_THOROUGH := yes
test-thorough: test

# Collecting costs seconds a process, so that each step is kept off the folders that have nothing for it.
APART := --ignore=tests/journeys --ignore=tests/packaging/test_package.py
WITHOUT_DATABASE := lingxing/kernel lingxing/language lingxing/printing $(wildcard lingxing/engines/*/domain) \
	lingxing/engines/rules/columns lingxing/engines/rules/simulation lingxing/engines/rules/sql \
	$(wildcard tests/policies/test_*_procedure.py) tests/architecture tests/fuzz tests/packaging

.PHONY: test-embedded test-postgresql test-outside test-package
test-embedded: development
	$(PYTEST) -n $(JOBS) --dist worksteal $(APART) -m 'not browser and not package'

test-postgresql: development
	@address=$$($(BIN)/python -m tests.postgresql) || exit 1; \
	if [ -n "$$address" ]; then set -x; LINGXING_DATABASE="$$address" $(PYTEST) -n $(JOBS) --dist worksteal $(APART) $(WITHOUT_DATABASE:%=--ignore=%) -m 'database and not embedded and not browser'; \
	else echo '没有应答的 PostgreSQL，略过第二种数据库（用 LINGXING_TEST_POSTGRES 指定地址）'; fi

# Browser and package in one run, so that no core is idle while the package is built.
test-outside: development chromium
	$(PYTEST) -p no:schemathesis -n $(JOBS) --dist loadfile --no-loadscope-reorder tests/packaging/test_package.py tests/journeys

test-browser: development chromium
	$(PYTEST) -p no:schemathesis -n $(JOBS) --dist loadfile --no-loadscope-reorder tests/journeys

test-package: development
	$(PYTEST) -p no:schemathesis tests/packaging/test_package.py

test-kernel: development
	$(PYTEST) lingxing/kernel
test-language: development
	$(PYTEST) -n $(JOBS) lingxing/language
test-printing: development
	$(PYTEST) lingxing/printing
test-policies: development
	$(PYTEST) -n $(JOBS) tests/policies
test-rules: development
	$(PYTEST) -n $(JOBS) -m 'not browser' lingxing/engines/rules
test-documents: development
	$(PYTEST) -n $(JOBS) -m 'not browser' lingxing/engines/documents
test-ledger: development
	$(PYTEST) lingxing/engines/ledger
test-parties: development
	$(PYTEST) -n $(JOBS) lingxing/engines/parties
test-cases: development
	$(PYTEST) -n $(JOBS) -m 'not browser' lingxing/engines/cases
test-disclosure: development
	$(PYTEST) -n $(JOBS) -m 'not browser' lingxing/engines/disclosure
test-hotline: development
	$(PYTEST) -n $(JOBS) lingxing/engines/hotline
test-supervision: development
	$(PYTEST) -n $(JOBS) lingxing/engines/supervision
test-auctions: development
	$(PYTEST) -n $(JOBS) -m 'not browser' lingxing/engines/auctions
test-permissions: development
	$(PYTEST) -n $(JOBS) tests/permissions
test-web: development
	$(PYTEST) lingxing/web lingxing/cli

# ---- the rest ----

bench: development
	$(BIN)/python -m benchmarks

lock: development
	$(BIN)/uv pip compile pyproject.toml --group build $(LOCK) --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group dev $(LOCK) --output-file requirements-dev.lock
LOCK := --quiet --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header

package: development
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean:
	rm -rf build dist $(VENV) *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
