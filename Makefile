# Kompas. `make demo` and `make test` are all a newcomer needs; see README.md.
#
#   make            the program, build/kompas
#   make demo       installs what is missing, builds, checks an example, writes its brief and checklist to out/
#   make test       installs what the tests need and runs them; the last line tells how many passed and failed
#   make unit | golden | property | fault | fuzz | lint      one part of the tests
#   make bless      rewrites the expectations of the golden cases (see tests/golden/README.md)
#   make test-all   the tests, then the long ones
#   make contact-sheet   every page of all examples as pictures on one page: out/contact-sheet/index.html
#   make html-browser    HTML documents in a real browser (part of test-all)
#   make bench      measures; a table, and build/bench.json
#   make install PREFIX=/usr/local

CC      ?= gcc
BUILD   ?= build
SAN     ?=
PREFIX  ?= /usr/local
CSTD     = -std=c17 -D_XOPEN_SOURCE=700
WARN     = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
OPT     ?= -O2 -g
HARFBUZZ := $(shell pkg-config --cflags harfbuzz 2>/dev/null)
CFLAGS  += $(CSTD) $(OPT) $(SAN) -fPIC -fno-semantic-interposition -I. -I$(GEN) -MMD -MP $(HARFBUZZ)
# what checking needs, and what only documents need
CORE_LIBS   = -l:libutf8proc.a
REPORT_LIBS = -lhpdf -lharfbuzz-subset -lharfbuzz -lunibreak -lpng -lexpat -lz -lm
LDLIBS      = $(REPORT_LIBS) -lutf8proc -ljansson -lm
SANITIZERS  = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

GEN      = $(BUILD)/gen
SOURCES  = $(filter-out compiler/cli/% compiler/freeze/%,$(wildcard grammar/*.c compiler/*/*.c runtime/*.c))
OBJECTS  = $(SOURCES:%.c=$(BUILD)/obj/%.o)
GENERATED = $(GEN)/lexer.o $(GEN)/parser.o $(GEN)/stdlib_text.o $(GEN)/html_style.o
LIBRARY  = $(BUILD)/libkompas.a
UNIT     = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/check_*.c))
PROPERTY = $(patsubst tests/property/%.c,$(BUILD)/property/%,$(wildcard tests/property/check_*.c))
STDLIB   = $(sort $(wildcard stdlib/*/*.kompas))

# A plain build carries the PDF back end as a shared object inside the program; see compiler/cli/backend.h.
BACKEND  = $(if $(SAN),linked,loaded)
CLI      = $(filter-out compiler/cli/backend_%,$(wildcard compiler/cli/*.c)) compiler/cli/backend_$(BACKEND).c
PROGRAM  = $(CLI:%.c=$(BUILD)/obj/%.o) $(if $(SAN),$(LIBRARY),$(GEN)/report_object.o $(LIBRARY))

.PHONY: all unit property golden bless fault fuzz lint demo test test-all bench install clean packages packages-test packages-long contact-sheet html-browser
.DELETE_ON_ERROR:
all: $(BUILD)/kompas

$(BUILD)/kompas: $(PROGRAM)
	$(CC) $(OPT) $(SAN) -no-pie -Wl,-z,noseparate-code -o $@ $^ $(if $(SAN),$(LDLIBS),$(CORE_LIBS))

$(LIBRARY): $(OBJECTS) $(GENERATED) $(GEN)/library_image.o
	rm -f $@
	ar rcs $@ $^

# The standard library, loaded and compiled: everything but the image itself makes the program that writes the image.
$(BUILD)/libkompas-core.a: $(OBJECTS) $(GENERATED)
	rm -f $@
	ar rcs $@ $^

$(BUILD)/freeze: compiler/freeze/freeze.c $(BUILD)/libkompas-core.a
	$(CC) $(CSTD) $(OPT) $(SAN) $(WARN) -fPIE -pie -I. -o $@ $^ \
	  -Wl,--wrap=arena_alloc,--wrap=arena_alloc_array,--wrap=arena_copy $(CORE_LIBS)

$(GEN)/library_image.o: $(BUILD)/freeze
	$(BUILD)/freeze > $(GEN)/library_image.s
	$(CC) -c -o $@ $(GEN)/library_image.s

$(BUILD)/report.so: $(BUILD)/obj/runtime/backend.o $(LIBRARY)
	$(CC) $(OPT) -shared -Wl,-Bsymbolic -Wl,--exclude-libs,ALL -Wl,--strip-debug -o $@ $^ $(REPORT_LIBS) $(CORE_LIBS)

$(GEN)/report_object.o: $(BUILD)/report.so
	printf '%s\n' '.section .rodata' '.global kompas_report_object, kompas_report_object_end' \
	  'kompas_report_object: .incbin "$<"' 'kompas_report_object_end: .byte 0' '.section .note.GNU-stack,"",@progbits' \
	  > $(GEN)/report_object.s
	$(CC) -c -o $@ $(GEN)/report_object.s

# The style sheet of HTML documents, as bytes.
$(GEN)/html_style.o: runtime/html.css
	@mkdir -p $(GEN)
	printf '%s\n' '.section .rodata' '.global kompas_html_style, kompas_html_style_end' \
	  'kompas_html_style: .incbin "$<"' 'kompas_html_style_end: .byte 0' '.section .note.GNU-stack,"",@progbits' \
	  > $(GEN)/html_style.s
	$(CC) -c -o $@ $(GEN)/html_style.s

$(BUILD)/obj/%.o: %.c | $(GEN)/parser.h $(GEN)/lexer.h
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(WARN) -c -o $@ $<

$(GEN)/parser.c $(GEN)/parser.h &: grammar/parser.y
	@mkdir -p $(GEN)
	bison -Wall -Werror --header=$(GEN)/parser.h -o $(GEN)/parser.c $<

$(GEN)/lexer.c $(GEN)/lexer.h &: grammar/lexer.l
	@mkdir -p $(GEN)
	flex --header-file=$(GEN)/lexer.h -o $(GEN)/lexer.c $<

$(GEN)/%.o: $(GEN)/%.c
	$(CC) $(CFLAGS) -w -c -o $@ $<

# The standard library's text, as C: pairs of path and content.
$(GEN)/stdlib_text.c: $(STDLIB) compiler/embed.sh
	@mkdir -p $(GEN)
	sh compiler/embed.sh $(STDLIB) > $@

# --- tests ---

unit: $(UNIT)
	@sh tests/run-checks.sh unit $(UNIT)

property: $(PROPERTY)
	@sh tests/run-checks.sh property $(PROPERTY)

$(BUILD)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(WARN) -o $@ $< $(LIBRARY) $(LDLIBS) -lcheck -lsubunit -lpthread -lrt -lm

# Judges a PDF by the rules of PDF/UA and PDF/A that a program can decide: build/pdf_check FILE.pdf
$(BUILD)/pdf_check: $(wildcard tests/pdf/*.c tests/pdf/*.h) $(LIBRARY)
	$(CC) $(CSTD) $(OPT) $(SAN) $(WARN) -I. -o $@ $(filter tests/pdf/%.c,$^) $(LIBRARY) -ljansson -lm

$(BUILD)/unit/check_pdf: | $(BUILD)/pdf_check

# A made-up document with every kind of block and figure, to look at: build/specimen nl 4 out.pdf
$(BUILD)/specimen: tests/layout/specimen.c tests/layout/sample.h $(LIBRARY)
	$(CC) $(CFLAGS) $(WARN) -o $@ $< $(LIBRARY) $(LDLIBS)

# Programs that `make bench` compares.
$(BUILD)/bench/%: tests/bench/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(WARN) -o $@ $< $(LIBRARY) $(LDLIBS)

$(BUILD)/property/%: tests/property/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(WARN) -o $@ $< $(LIBRARY) $(LDLIBS) -lcheck -lsubunit -lpthread -lrt -lm

# Golden cases: see tests/golden/README.md. CASES=text runs only those whose path contains it.
$(BUILD)/tests/golden: tests/golden/run.c
	@mkdir -p $(@D)
	$(CC) $(CSTD) $(OPT) $(WARN) -o $@ $< -ljansson

golden: $(BUILD)/kompas $(BUILD)/tests/golden
	$(BUILD)/tests/golden $(BUILD)/kompas tests/golden $(if $(CASES),--only $(CASES))

bless: $(BUILD)/kompas $(BUILD)/tests/golden $(BUILD)/unit/check_reports
	$(BUILD)/tests/golden $(BUILD)/kompas tests/golden --bless $(if $(CASES),--only $(CASES))
	$(if $(CASES),,BLESS=1 $(BUILD)/unit/check_reports > /dev/null)

# Broken on purpose: full disks, closed outputs, interrupts, huge and hostile files.
fault: $(BUILD)/kompas
	@sh tests/fault/run.sh $(abspath $(BUILD)/kompas)

# Every fuzz target for FUZZ_SECONDS, with clang's libFuzzer.
FUZZ_SECONDS ?= 10
fuzz:
	@sh tests/fuzz/run.sh $(FUZZ_SECONDS)

# Rules of the house that a compiler cannot see.
lint:
	@sh tests/lint/run.sh

test: packages-test
	@sh tests/run.sh

test-all: packages-long
	@TEST_ALL=1 sh tests/run.sh

# HTML documents in a real browser; part of test-all.
html-browser: $(BUILD)/kompas packages-long
	@sh tests/html/browser.sh $(BUILD)/kompas

# --- for people ---

packages:
	@sh tests/packages.sh build

packages-test:
	@sh tests/packages.sh build test

packages-long:
	@sh tests/packages.sh build test long

demo: packages
	@$(MAKE) --no-print-directory all
	@sh examples/demo.sh $(BUILD)/kompas out

# Every page of every example in both languages, on one page to look at: out/contact-sheet/index.html
contact-sheet: $(BUILD)/kompas
	@sh examples/contact-sheet.sh $(BUILD)/kompas out/contact-sheet

bench: $(BUILD)/kompas
	@sh tests/bench/run.sh $(BUILD)

install: $(BUILD)/kompas
	install -D -m 755 $(BUILD)/kompas $(DESTDIR)$(PREFIX)/bin/kompas
	install -D -m 644 compiler/cli/kompas.1 $(DESTDIR)$(PREFIX)/share/man/man1/kompas.1
	install -D -m 644 compiler/export/schema/findings.schema.json $(DESTDIR)$(PREFIX)/share/kompas/schema/findings.schema.json
	install -D -m 644 compiler/export/schema/checklist.schema.json $(DESTDIR)$(PREFIX)/share/kompas/schema/checklist.schema.json
	install -D -m 644 compiler/export/schema/portfolio.schema.json $(DESTDIR)$(PREFIX)/share/kompas/schema/portfolio.schema.json

clean:
	rm -rf $(BUILD) out

-include $(shell find $(BUILD)/obj $(BUILD)/gen -name '*.d' 2>/dev/null)
