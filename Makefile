# Kompas. `make demo` and `make test` are all a newcomer needs; see README.md.

CC      ?= gcc
BUILD   ?= build
SAN     ?=
CSTD     = -std=c17 -D_XOPEN_SOURCE=700
WARN     = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
OPT     ?= -O2 -g
PKGS     = harfbuzz harfbuzz-subset libunibreak libutf8proc jansson
CFLAGS  += $(CSTD) $(OPT) $(SAN) -I. -I$(GEN) -MMD -MP
CFLAGS  += $(shell pkg-config --cflags harfbuzz jansson 2>/dev/null)
LDLIBS   = -lhpdf -lharfbuzz-subset -lharfbuzz -lunibreak -lutf8proc -ljansson -lm

GEN      = $(BUILD)/gen
SOURCES  = $(filter-out compiler/cli/main.c,$(wildcard grammar/*.c compiler/*/*.c runtime/*.c))
OBJECTS  = $(SOURCES:%.c=$(BUILD)/obj/%.o)
GENERATED = $(GEN)/lexer.o $(GEN)/parser.o $(GEN)/stdlib_text.o
LIBRARY  = $(BUILD)/libkompas.a
UNIT     = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/check_*.c))
STDLIB   = $(sort $(wildcard stdlib/*/*.kompas))

.PHONY: all unit golden bless clean
all: $(BUILD)/kompas

$(BUILD)/kompas: $(BUILD)/obj/compiler/cli/main.o $(LIBRARY)
	$(CC) $(OPT) $(SAN) -o $@ $^ $(LDLIBS)

$(LIBRARY): $(OBJECTS) $(GENERATED)
	rm -f $@
	ar rcs $@ $^

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

unit: $(UNIT)
	@for t in $(UNIT); do $$t || exit 1; done

$(BUILD)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(WARN) -o $@ $< $(LIBRARY) $(LDLIBS) -lcheck -lsubunit -lpthread -lrt -lm

# Golden cases: see tests/golden/README.md. CASES=text runs only those whose path contains it.
$(BUILD)/tests/golden: tests/golden/run.c
	@mkdir -p $(@D)
	$(CC) $(CSTD) -D_XOPEN_SOURCE=700 $(OPT) $(WARN) -o $@ $< -ljansson

golden: $(BUILD)/kompas $(BUILD)/tests/golden
	$(BUILD)/tests/golden $(BUILD)/kompas tests/golden $(if $(CASES),--only $(CASES))

bless: $(BUILD)/kompas $(BUILD)/tests/golden
	$(BUILD)/tests/golden $(BUILD)/kompas tests/golden --bless $(if $(CASES),--only $(CASES))

clean:
	rm -rf $(BUILD) out

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
