# qiao: one Makefile for all. Every folder of cgi/ except common is a program; nothing to edit for a new one.
# `make help` lists the commands. What they do beyond building stands in tests/run and tests/lib/.

MAKEFLAGS += --no-builtin-rules --no-print-directory
SHELL = /bin/bash
ifeq ($(origin CC),default)
CC = gcc
endif
IS_CLANG := $(findstring clang,$(CC))

# Where things go: each way of building has its own folder, so none disturbs another.
ifdef FUZZ
CC = clang
B = build/fuzz
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
COVER = -fsanitize=fuzzer-no-link
else ifdef SAN
B = build/san
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
else ifneq ($(IS_CLANG),)
B = build/clang
else
B = build
endif

# Hardening of SECURITY row 20; the sanitizers bring their own checks and dislike fortified calls.
HARD = -fstack-protector-strong -fcf-protection -fPIE $(if $(SANITIZE),,-D_FORTIFY_SOURCE=3 -fstack-clash-protection) \
	$(if $(IS_CLANG)$(FUZZ),-ftrivial-auto-var-init=pattern,-ftrivial-auto-var-init=zero)
WARN = -Wall -Wextra -Wpedantic -Wconversion -Wmissing-prototypes -Werror
INCLUDE = -Icgi/common -Icgi -isystem /usr/include/ClearSilver -isystem /usr/include/mariadb
CFLAGS = -std=c11 -D_GNU_SOURCE -O3 -g $(WARN) $(HARD) $(SANITIZE) $(COVER) $(INCLUDE)
LDFLAGS = -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(SANITIZE)

# ClearSilver is packaged as static libraries only. What only some programs need has LIBS_<program>.
LIBS = -lneo_cs -lneo_utl -lfcgi -lmariadb -lcrypto -lunistring -lsodium
LIBS_login = -lqrencode
LIBS_post = -lcurl
# qiao-demo makes its cases by the rules of the programs themselves.
PARTS_demo = apply org

COMMON_SRC := $(shell find cgi/common -name '*.c' | sort)
PROGRAMS := $(filter-out common,$(patsubst cgi/%/main.c,%,$(wildcard cgi/*/main.c)))
UNIT := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_*.c))
STORE := $(patsubst tests/store/%.c,%,$(wildcard tests/store/test_*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
BENCHES := $(patsubst tests/bench/%.c,%,$(wildcard tests/bench/*.c))
# V=1 shows whole commands.
Q = $(if $(V),,@echo "  $(@:$(B)/%=%)";)
object = $(patsubst %.c,$(B)/obj/%.o,$(1))

# There is a folder of that name.
.PHONY: schema
.PHONY: all help deps run test check bench san fuzz fmt lint lang compdb hooks install code clean list flags tests unit-tests store-tests fuzzers benches
.SECONDARY:
.DELETE_ON_ERROR:

all: $(PROGRAMS:%=$(B)/bin/qiao-%)

help:
	@sed -n 's/^#: //p' Makefile

$(B)/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -MMD -MP -c $< -o $@

$(B)/libqiao.a: $(call object,$(COMMON_SRC))
	$(Q)rm -f $@ && ar rcs $@ $^

# A program is its folder and libqiao.a. Its tests link everything of it but main.
define program
$(B)/lib/$(1).a: $(call object,$(filter-out %/main.c,$(wildcard cgi/$(1)/*.c cgi/$(1)/*/*.c)))
	@mkdir -p $$(@D)
	$$(Q)rm -f $$@ && ar rcs $$@ $$^
$(B)/bin/qiao-$(1): $(call object,cgi/$(1)/main.c) $(B)/lib/$(1).a $(PARTS_$(1):%=$(B)/lib/%.a) $(B)/libqiao.a
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(LDFLAGS) $$^ $$(LIBS) $$(LIBS_$(1)) -o $$@
endef
$(foreach p,$(PROGRAMS),$(eval $(call program,$(p))))

# tests/unit/test_apply_rules.c is linked with the parts of apply, test_kind.c with libqiao.a alone.
define test
$(B)/$(1)/$(2): $(call object,tests/$(1)/$(2).c) $(foreach p,$(PROGRAMS),$(if $(filter test_$(p)_% fuzz_$(p)_%,$(2)_),$(B)/lib/$(p).a \
		$(PARTS_$(p):%=$(B)/lib/%.a))) $(B)/libqiao.a
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(LDFLAGS) $$^ $(3) $$(LIBS) $(foreach p,$(PROGRAMS),$(if $(filter test_$(p)_% fuzz_$(p)_%,$(2)_),$(LIBS_$(p)))) -o $$@
endef
$(foreach t,$(UNIT),$(eval $(call test,unit,$(t),-lcmocka)))
$(foreach t,$(STORE),$(eval $(call test,store,$(t),-lcmocka)))
$(foreach t,$(FUZZERS),$(eval $(call test,fuzz,$(t),-fsanitize=fuzzer)))
# The bare loop runs the texts of apply.
$(foreach t,$(BENCHES),$(eval $(call test,bench,$(t),$(B)/lib/apply.a $(B)/libqiao.a)))

unit-tests: $(UNIT:%=$(B)/unit/%)
store-tests: $(STORE:%=$(B)/store/%)
fuzzers: $(FUZZERS:%=$(B)/fuzz/%)
benches: $(B)/lib/apply.a $(BENCHES:%=$(B)/bench/%)
tests: unit-tests store-tests
# For tests/run: every file that `all tests` makes; how the compiler is called.
flags:
	@echo $(CFLAGS)
list:
	@printf '%s\n' $(PROGRAMS:%=$(B)/bin/qiao-%) $(UNIT:%=$(B)/unit/%) $(STORE:%=$(B)/store/%)

#: make            build all programs into build/bin
#: make deps       install what is missing from Debian (as root); the list is tests/lib/packages
deps:
	@tests/lib/deps.sh run test

#: make run        the whole suite with demo data on http://127.0.0.1:8080 (FRESH=1 starts over, PORT=)
run:
	@exec tests/lib/run.sh

#: make code       six digits for an officer of the demo: make code WHO=li@example.test
code:
	@. tests/lib/suite.sh && suite_code $(B)/run $(WHO)

#: make test       everything CI runs; ends with "N passed, N failed"
test:
	@tests/lib/deps.sh run test
	@exec tests/run

#: make check      the quick part: lint, unit tests, --check of each program
check:
	@exec tests/run build lint unit check

#: make san        the same programs with AddressSanitizer and UBSan: unit, --check, store, web
san:
	@exec env SAN=1 tests/run build unit check store web

#: make fuzz       each fuzz target for FUZZ_S seconds (60)
fuzz:
	@exec tests/run fuzz

#: make bench      the figures of PERFORMANCE 10, as ratios
bench: all benches
	@exec tests/bench/run

#: make fmt        clang-format over changed lines;  make lint: own rules, cppcheck, clang-tidy
fmt:
	@git clang-format --extensions c,h || true
lint:
	@exec env TIDY=1 tests/run lint

#: make schema     writes schema/now.sql: all tables as they are today
schema: all
	@exec tests/run schema

#: make lang       texts still missing, per language
lang: $(B)/bin/qiao-admin
	@$(B)/bin/qiao-admin lang templates

#: make compdb     compile_commands.json for editors;  make hooks: check before commit and push
compdb:
	@$(MAKE) -Bnk all tests | sed -nE 's|^.*;($(CC) .* -c ([^ ]+) -o .*)|{"directory":"$(CURDIR)","command":"\1","file":"\2"},|p' \
		| sed '1s/^/[/;$$s/,$$/]/' > build/compile_commands.json
hooks:
	@git config core.hooksPath .githooks && echo "hooks of .githooks are on"

#: make install    DESTDIR= puts programs, templates, schema and conf where Debian expects them
install: all
	@B=$(B) DESTDIR=$(DESTDIR) tests/lib/install.sh

#: make clean      forget what was built; the data of make run stay
clean:
	rm -rf build/obj build/lib build/bin build/unit build/store build/libqiao.a build/clang build/san build/fuzz build/test

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)
