# SPDX-License-Identifier: EUPL-1.2
#
# One Makefile for the whole tree, no recursion into folders.
#
#   make            build/ks and build/libks.a
#   make demo       one family from intake to report; installs what is missing
#   make check      every test; installs what is missing
#   make help       all targets
#
# A variant (asan, cover, fuzz) is the same Makefile run again with another BUILD folder and other
# flags. Nothing is probed while this file is read, only when a recipe first needs the answer: so
# it can be read on a machine that has no compiler and no pkg-config yet, and install them.

# --- what a packager or developer may set ---------------------------------------------------------
BUILD      ?= build
PREFIX     ?= /usr/local
DESTDIR    ?=
CFLAGS     ?= -O2 -g
CPPFLAGS   ?=
LDFLAGS    ?=
PKG_CONFIG ?= pkg-config
INSTALL    ?= install
# WERROR=1 makes warnings errors (CI does); V=1 shows the commands.
WERROR     ?=
V          ?=
FUZZ_SECONDS  ?= 10
FUZZ_RUNS     ?= -1
# Options of the property test, such as --seed 7 --worlds 5000.
PROPERTY_ARGS ?=
# Options of the random walk, such as --seed 7 --moves 5000 --walkers 16 --each 500.
WALK_ARGS  ?=
# Options of tests/mutate.sh, such as --seed 7 --count 500 src/engine/cond.c.
MUTATE_ARGS ?=
# Conversations to play; the break-* ones start ks hundreds of times.
TALKS      ?= $(wildcard tests/pty/*.talk)

# --- sources --------------------------------------------------------------------------------------
SRC       := $(sort $(wildcard src/*/*.c src/*/*/*.c))
MAIN      := $(wildcard src/main.c)
HDR       := $(sort $(wildcard include/ks/*/*.h include/ks/*/*/*.h include/ks/*/*/*.def src/*/*.h))
# A test is tests/test_X.c or tests/LAYER/test_X.c; what several tests share is in tests/support.
TEST_SRC  := $(sort $(wildcard tests/test_*.c tests/*/test_*.c))
HELP_SRC  := $(sort $(wildcard tests/support/*.c))
ORACLE    := $(sort $(wildcard tests/oracle/*.c))
FUZZ_SRC  := $(sort $(wildcard tests/fuzz/fuzz_*.c))
BENCH_SRC := $(sort $(wildcard tests/bench/*.c))

OBJ       := $(SRC:%.c=$(BUILD)/obj/%.o)
HELP_OBJ  := $(HELP_SRC:%.c=$(BUILD)/obj/%.o)
TESTS     := $(TEST_SRC:tests/%.c=$(BUILD)/tests/%)
REPLAYS   := $(FUZZ_SRC:tests/fuzz/fuzz_%.c=$(BUILD)/tests/replay_%)
FUZZERS   := $(FUZZ_SRC:tests/fuzz/%.c=$(BUILD)/%)
BENCHES   := $(BENCH_SRC:tests/%.c=$(BUILD)/%)
PROPERTY  := $(if $(ORACLE),$(BUILD)/tests/property)
TORTURE_SRC := $(sort $(wildcard tests/torture/*.c))
TIDIED    := $(patsubst %.c,$(BUILD)/tidy/%.ok,$(SRC) $(MAIN))
# The files that know where the installed cards are, and only they, are told PREFIX.
DATADIR_SRC := $(if $(SRC)$(MAIN),$(shell grep -ls KS_DATADIR $(SRC) $(MAIN)))

# --- flags ----------------------------------------------------------------------------------------
# Workbooks (ks report --format xlsx) where the library is; XLSX= leaves them out. It is opened when
# it is needed, not linked: see src/output/xlsx.c.
XLSX  = $(call once,XLSX,$(shell $(PKG_CONFIG) --exists xlsxwriter && echo xlsxwriter))
DEPS := yaml-0.1 sqlite3 libcjson libsodium

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-qual -Wcast-align \
	-Wformat=2 -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wpointer-arith \
	-Wwrite-strings -Wundef -Wvla -Wnull-dereference -Wdouble-promotion -Wimplicit-fallthrough \
	-Wredundant-decls

# $(call once,NAME,value) keeps the value at its first use; $(call accepts,FLAG) is FLAG if the
# compiler takes it without a word; $(call runs,FLAG) if what is linked with it runs here as well.
once    = $(eval $(1) := $(2))$($(1))
accepts = $(shell $(CC) -Werror $(1) -x c -c /dev/null -o /dev/null 2>/dev/null && echo '$(1)')
runs    = $(shell d=$$(mktemp -d) && echo 'int main(void) { return 0; }' | $(CC) -fPIE -pie \
	-Wl,--fatal-warnings $(1) -o $$d/a -x c - 2>/dev/null && $$d/a && echo '$(1)'; rm -rf "$$d")

PKG_CFLAGS = $(call once,PKG_CFLAGS,$(shell $(PKG_CONFIG) --cflags $(DEPS) $(XLSX)) \
	$(if $(XLSX),-DKS_WITH_XLSX))
PKG_LIBS   = $(call once,PKG_LIBS,$(shell $(PKG_CONFIG) --libs $(DEPS)) $(if $(XLSX),-ldl))
TEST_LIBS  = $(call once,TEST_LIBS,$(shell $(PKG_CONFIG) --libs cmocka))
WARN_MORE  = $(call once,WARN_MORE,$(foreach w,-Wlogical-op -Wduplicated-cond \
	-Wduplicated-branches,$(call accepts,$(w))))
PROTECT    = $(call once,PROTECT,$(foreach f,-fstack-clash-protection -fcf-protection,$(call \
	accepts,$(f))))
# The addresses to put right at every start are packed where linker and loader know how: 2 KB to
# read instead of 216.
PACKED     = -Wl,-z,pack-relative-relocs
PACK       = $(call once,PACK,$(call runs,$(PACKED)))
HARDEN     = -fstack-protector-strong -fPIE -fno-common $(PROTECT)
HARDEN_LD  = -pie -Wl,-z,relro,-z,now -Wl,--as-needed
FORTIFY    = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
SAN        =

# A packager's CPPFLAGS, CFLAGS and LDFLAGS come after ours and never instead of them.
ALL_CPPFLAGS = -Iinclude -D_POSIX_C_SOURCE=200809L $(PKG_CFLAGS) $(FORTIFY) $(CPPFLAGS)
ALL_CFLAGS   = -std=c17 -pthread $(WARN) $(WARN_MORE) $(if $(WERROR),-Werror) $(HARDEN) $(SAN) $(CFLAGS)
ALL_LDFLAGS  = -pthread $(HARDEN_LD) $(PACK) $(SAN) $(LDFLAGS)
FILE_FLAGS   =

Q    = $(if $(V),,@)
say  = $(if $(V),,@printf '  %-5s %s\n' '$(1)' '$@')
link = $(Q)mkdir -p $(@D) && $(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o %.a,$^)
# A stamp is rewritten only when its text changes: a new compiler, flag or list rebuilds its users.
stamp = @mkdir -p $(@D); printf '%s\n' '$(1)' | cmp -s - $@ || printf '%s\n' '$(1)' >$@
MAKEFLAGS += --no-print-directory

# --- build ----------------------------------------------------------------------------------------
.PHONY: all demo docs check torture asan tsan tidy layers fuzz bench cover mutate install uninstall clean
.PHONY: packages help check-all check-torture check-unit check-property check-cli check-walk check-pty
.PHONY: check-readme accept fuzz-all cover-all mutate-all FORCE
.DELETE_ON_ERROR:
.SECONDARY:

all: $(if $(MAIN),$(BUILD)/ks,$(BUILD)/libks.a)

$(BUILD)/.flags: FORCE
	@$(PKG_CONFIG) --exists $(DEPS) || \
		{ echo "ks needs pkg-config and $(DEPS): run 'make packages'" >&2; exit 1; }
	$(call stamp,$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS))
$(BUILD)/.objects: FORCE
	$(call stamp,$(OBJ))
$(BUILD)/.datadir: FORCE
	$(call stamp,$(PREFIX))

$(BUILD)/obj/%.o: %.c $(BUILD)/.flags
	$(call say,CC)
	$(Q)mkdir -p $(@D) && $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(FILE_FLAGS) -MMD -MP -c -o $@ $<
$(BUILD)/libks.a: $(OBJ) $(BUILD)/.objects
	$(call say,AR)
	$(Q)rm -f $@ && $(AR) rcs $@ $(OBJ)
$(BUILD)/ks: $(BUILD)/obj/src/main.o $(BUILD)/libks.a
	$(call say,LD)
	$(link) $(PKG_LIBS)

DATADIR_OBJ := $(DATADIR_SRC:%.c=$(BUILD)/obj/%.o)
DATADIR_DEF  = -DKS_DATADIR='"$(PREFIX)/share/ks/routes"'
$(DATADIR_OBJ): $(BUILD)/.datadir
$(DATADIR_OBJ): FILE_FLAGS = $(DATADIR_DEF)
$(BUILD)/obj/tests/%.o: FILE_FLAGS = -Itests

# --- tests ----------------------------------------------------------------------------------------
$(TESTS): $(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(HELP_OBJ) $(BUILD)/libks.a
	$(call say,LD)
	$(link) $(PKG_LIBS) $(TEST_LIBS)
$(REPLAYS): $(BUILD)/tests/replay_%: $(BUILD)/obj/tests/fuzz/fuzz_%.o \
		$(BUILD)/obj/tests/fuzz/replay.o $(BUILD)/libks.a
	$(call say,LD)
	$(link) $(PKG_LIBS)
$(BUILD)/tests/property: $(ORACLE:%.c=$(BUILD)/obj/%.o) $(BUILD)/libks.a
	$(call say,LD)
	$(link) $(PKG_LIBS)
$(BUILD)/tests/walk: $(BUILD)/obj/tests/walk/walk.o $(BUILD)/libks.a
	$(call say,LD)
	$(link) $(PKG_LIBS)
$(BUILD)/tests/torture: $(TORTURE_SRC:%.c=$(BUILD)/obj/%.o)
	$(call say,LD)
	$(link) $(PKG_LIBS)
# Preloaded into ks: on its own, because it takes the place of the C library's own functions.
$(BUILD)/tests/torture.so: tests/torture/shim/shim.c $(BUILD)/.flags
	$(call say,LD)
	$(Q)mkdir -p $(@D) && $(CC) -std=c17 $(WARN) $(if $(WERROR),-Werror) -O2 -fPIC -shared -o $@ $<
$(BUILD)/tests/cli: $(BUILD)/obj/tests/cli/run.o
	$(call say,LD)
	$(link)
$(BUILD)/tests/pty: $(BUILD)/obj/tests/pty/run.o
	$(call say,LD)
	$(link)

check: packages
	@$(MAKE) check-all
# With make -j side by side; what each prints is kept together.
check-all: all
	@$(MAKE) --output-sync=target check-cli check-pty check-property check-unit check-walk check-readme
check-unit: $(TESTS) $(REPLAYS)
	@tests/unit.sh $(TESTS)
	@tests/fuzz/replay.sh $(REPLAYS)
check-property: $(PROPERTY)
	$(if $(PROPERTY),@$(PROPERTY) $(PROPERTY_ARGS))
check-cli: all $(BUILD)/tests/cli
	@$(BUILD)/tests/cli --ks $(BUILD)/ks $(sort $(wildcard tests/cli/*.test))
# A random walk over the verbs of a handover, alone and in a crowd.
check-walk: all $(BUILD)/tests/walk
	@$(BUILD)/tests/walk --ks $(BUILD)/ks $(WALK_ARGS)
# The conversation, played through a pseudo-terminal.
check-pty: all $(BUILD)/tests/pty
	@$(BUILD)/tests/pty --ks $(BUILD)/ks $(sort $(TALKS))
check-readme: all $(BUILD)/tests/cli
	@tests/readme.sh $(BUILD)
	@tests/trust.sh
# Faults, kills, power cuts, crowds, damage: what docs/trust.md promises, attacked. A minute; with
# TORTURE=long everything (an hour and more). TORTURE_ARGS names the attacks, else all.
torture: packages
	@$(MAKE) check-torture
check-torture: all $(BUILD)/tests/torture $(BUILD)/tests/torture.so
	@$(BUILD)/tests/torture --ks $(BUILD)/ks --shim $(BUILD)/tests/torture.so --tests tests \
		$(if $(filter long,$(TORTURE)),--long) $(TORTURE_ARGS)
# Writes what ks now prints into the CLI sessions; read the diff before committing it.
accept: all $(BUILD)/tests/cli
	@$(BUILD)/tests/cli --accept --ks $(BUILD)/ks $(sort $(wildcard tests/cli/*.test))

# docs/kaarten.md from the files in routes, docs/voorbeeld-rapport.md from invented families.
docs: all
	@tests/docs.sh $(BUILD) --accept
	@tests/sample.sh $(BUILD) --accept

demo: packages
	@$(MAKE) all
	@tests/demo.sh $(BUILD)/ks

FEW_TALKS = $(filter-out tests/pty/break-%,$(wildcard tests/pty/*.talk))
asan:
	@$(MAKE) BUILD=$(BUILD)/asan CFLAGS='-O1 -g1 -fno-omit-frame-pointer' FORTIFY= \
		SAN='-fsanitize=address,undefined -fno-sanitize-recover=all' \
		PROPERTY_ARGS='--worlds 100' WALK_ARGS='--moves 150 --each 20' TALKS='$(FEW_TALKS)' check-all

# The one place where more than one thread runs, and what it stands on. Warnings are for other builds.
tsan:
	@$(MAKE) BUILD=$(BUILD)/tsan CFLAGS='-O1 -g' FORTIFY= WERROR= SAN='-fsanitize=thread' \
		SRC='$(sort $(wildcard src/base/*.c src/cards/*.c))' HELP_SRC= \
		$(BUILD)/tsan/tests/cards/test_parse
	@tests/unit.sh $(BUILD)/tsan/tests/cards/test_parse

layers: $(OBJ)
	@tests/layers.sh
	@tests/circles.sh $(OBJ)
	@tests/layers_test.sh

# clang-tidy reads one file at a time: several in one run give version 14 false positives. What is
# off: gcc 12 takes an arena's inner pointer for a leak, cppcheck 2.10 does not know _Noreturn.
# The analyzer in clang-tidy is most of this. By itself it goes on to 225 000 nodes a function, at
# three times the cost: NODES=225000 does. A third finds the same of what was seeded.
NODES ?= 75000
tidy:
	@.ci/packages --check lint
	@$(MAKE) $(TIDIED)
	@cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
		--suppress=missingIncludeSystem --suppress=nullPointerRedundantCheck \
		--error-exitcode=1 -j$$(nproc) \
		-Iinclude $(DATADIR_DEF) src
	@echo "tidy: $(words $(TIDIED)) passed, 0 failed"
$(BUILD)/tidy/%.ok: %.c $(HDR) .clang-tidy
	$(call say,TIDY)
	$(Q)mkdir -p $(@D) && { clang-tidy --quiet $< -- -std=c17 $(ALL_CPPFLAGS) $(DATADIR_DEF) \
		-Xclang -analyzer-config -Xclang max-nodes=$(NODES) >$@.log 2>&1 || { cat $@.log; exit 1; }; }
	$(Q)gcc -std=c17 -O1 -fanalyzer -Wno-analyzer-malloc-leak -Werror \
		$(ALL_CPPFLAGS) $(DATADIR_DEF) -S -o /dev/null $<
	$(Q)touch $@

# Told of every comparison, a fuzzer tries a third of the inputs; its words are in tests/fuzz/*.dict.
FUZZ_SAN = -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all \
	-fno-sanitize-coverage=trace-cmp
fuzz:
	@if .ci/packages --check fuzz; then $(MAKE) BUILD=$(BUILD)/fuzz CC=clang FORTIFY= \
		CFLAGS='-O2 -gline-tables-only' SAN='$(FUZZ_SAN)' fuzz-all; \
	else echo 'fuzz: skipped'; test -z "$$CI"; fi
fuzz-all: $(FUZZERS)
	@tests/fuzz/run.sh $(FUZZ_SECONDS) $(FUZZ_RUNS) $(FUZZERS)
$(FUZZERS): $(BUILD)/fuzz_%: $(BUILD)/obj/tests/fuzz/fuzz_%.o $(BUILD)/libks.a
	$(call say,LD)
	$(link) -fsanitize=fuzzer $(PKG_LIBS)

# Every file in tests/bench is a program; bench_* run, the others are floors that they start.
bench: all $(BENCHES)
	@for b in $(filter $(BUILD)/bench/bench_%,$(BENCHES)); do $$b $(BUILD) || exit 1; done
$(BENCHES): $(BUILD)/bench/%: $(BUILD)/obj/tests/bench/%.o $(BUILD)/libks.a
	$(call say,LD)
	$(link) $(PKG_LIBS)

cover:
	@$(MAKE) BUILD=$(BUILD)/cover FORTIFY= CFLAGS='-O0 -g --coverage' LDFLAGS=--coverage \
		PROPERTY_ARGS='--worlds 100' WALK_ARGS='--moves 150 --each 20' TALKS='$(FEW_TALKS)' cover-all
cover-all:
	@mkdir -p $(BUILD) && find $(BUILD) -name '*.gcda' -exec rm -f {} +
	@$(MAKE) check-all
	@tests/cover.sh $(BUILD)

# Changes the engine in one place at a time: does a test notice? MUTATE_ARGS='--count 0' tries all.
mutate:
	@$(MAKE) BUILD=$(BUILD)/mutate FORTIFY= CFLAGS='-O1 -g0 -fPIC' mutate-all
mutate-all: all $(filter $(foreach l,engine cards exchange,$(BUILD)/tests/$l/%),$(TESTS)) \
		$(PROPERTY) $(BUILD)/tests/cli
	@tests/mutate.sh $(BUILD) $(MUTATE_ARGS)

# --- install --------------------------------------------------------------------------------------
bindir  = $(DESTDIR)$(PREFIX)/bin
datadir = $(DESTDIR)$(PREFIX)/share/ks
docdir  = $(DESTDIR)$(PREFIX)/share/doc/ks
mandir  = $(DESTDIR)$(PREFIX)/share/man
ROUTES  = $(sort $(shell find routes -type f 2>/dev/null))
DOCS    = $(sort $(wildcard README.md LICENSE docs/*.md docs/*.png docs/*/*.json))
MAN     = $(sort $(wildcard docs/*.[1-8]))

install: all
	$(INSTALL) -d $(bindir)
	$(INSTALL) -m 755 $(BUILD)/ks $(bindir)/ks
	@set -e; for f in $(ROUTES); do $(INSTALL) -D -m 644 $$f $(datadir)/$$f; done
	@set -e; for f in $(DOCS); do $(INSTALL) -D -m 644 $$f $(docdir)/$${f#docs/}; done
	@set -e; for f in $(MAN); do $(INSTALL) -D -m 644 $$f $(mandir)/man$${f##*.}/$${f##*/}; done
	@echo "installed: $(bindir)/ks, $(datadir), $(docdir)"
# Takes away what install put there; a card that somebody else added stays.
uninstall:
	rm -f $(bindir)/ks
	@rm -f $(ROUTES:%=$(datadir)/%) $(patsubst docs/%,$(docdir)/%,$(filter docs/%,$(DOCS))) \
		$(patsubst %,$(docdir)/%,$(filter-out docs/%,$(DOCS))) \
		$(foreach m,$(MAN),$(mandir)/man$(subst .,,$(suffix $(m)))/$(notdir $(m)))
	@for d in $(datadir) $(docdir); do \
		if [ -d $$d ]; then find $$d -depth -type d -empty -delete; fi; done

clean:
	rm -rf $(BUILD)

packages:
	@CC='$(CC)' .ci/packages build test

help:
	@echo 'make            build/ks and build/libks.a (CC, CFLAGS, WERROR=1, V=1)'
	@echo 'make demo       one family from intake to report'
	@echo 'make check      every test; also check-unit check-property check-cli check-readme'
	@echo 'make torture    faults, kills, power cuts, crowds, damage (TORTURE=long for all)'
	@echo 'make asan       the tests under AddressSanitizer and UBSan'
	@echo 'make tsan       reading cards in threads under ThreadSanitizer'
	@echo 'make layers     the rules of the house'
	@echo 'make tidy       clang-tidy, gcc -fanalyzer, cppcheck'
	@echo 'make fuzz       every fuzz target, FUZZ_SECONDS=10 each'
	@echo 'make bench      speed beside its floors'
	@echo 'make cover      lines and branches that the tests reach'
	@echo 'make mutate     changes the engine here and there: do the tests notice?'
	@echo 'make accept     rewrite the CLI sessions with what ks prints now'
	@echo 'make docs       the pages in docs that ks prints itself'
	@echo 'make packages   install by apt what is missing'
	@echo 'make install    PREFIX, DESTDIR; uninstall undoes it'

-include $(OBJ:.o=.d) $(patsubst %.c,$(BUILD)/obj/%.d,$(MAIN) $(TEST_SRC) $(HELP_SRC) $(ORACLE) \
	$(FUZZ_SRC) $(BENCH_SRC) $(TORTURE_SRC) tests/cli/run.c tests/pty/run.c tests/walk/walk.c tests/fuzz/replay.c)
