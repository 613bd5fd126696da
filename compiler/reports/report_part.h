/* report_part.h: a report compiled: parts in order of the text, shared by the files of this folder. */
#ifndef KOMPAS_REPORTS_REPORT_PART_H
#define KOMPAS_REPORTS_REPORT_PART_H

#include "compiler/reports/report.h"

/* What a part is, told by the key of its concept. */
typedef enum PartKind {
  PART_REPORT, PART_COVER, PART_FACT, PART_SECTION, PART_MESSAGE, PART_LET, PART_FOR, PART_IF, PART_HEADING, PART_PARAGRAPH,
  PART_PROSE, PART_BULLETS, PART_GROUP, PART_COLUMNS, PART_COLUMN, PART_BREAK, PART_TABLE, PART_GROUP_ROW, PART_ROW, PART_CELL,
  PART_FIGURE, PART_ITEM, PART_UNSTATED, PART_VALUE
} PartKind;

/* A slot of the declaration, compiled. */
typedef struct PartSlot {
  const Expression *expression; /* of type expression */
  const Template *text;         /* of type template */
} PartSlot;

typedef struct Part Part;
struct Part {
  PartKind kind;
  const Object *object;
  PartSlot *slots;     /* by slot of the object's concept */
  uint32_t variable;   /* PART_LET, PART_FOR: where the name stands in the frame */
  LIST(Part *) parts;  /* statements of its block, in order of the text */
};

typedef struct CompiledReport {
  Part *root;
  uint32_t frame_size;
  /* slots of the names that are always there */
  uint32_t findings, entries, left_out, audience, version, revision, knowledge;
} CompiledReport;

/* Compiles one report. Mistakes go to `sink` (may be NULL). */
CompiledReport *report_compile(Arena *arena, const Library *library, SourceStore *store, const Object *report,
                               FindingSink *sink);

/* The slot of a part by key; an empty one when the concept has no such property. */
PartSlot part_slot(const Vocabulary *vocabulary, const Part *part, Str key);
/* The value written in a slot, a simple line taken as its value. */
Value part_value(const Vocabulary *vocabulary, const Part *part, Str key);
bool part_flag(const Vocabulary *vocabulary, const Part *part, Str key);

/* What filling a report needs at every step. */
typedef struct Builder {
  Arena *arena;
  const ReportRequest *request;
  const Vocabulary *vocabulary;
  Evaluation *evaluation;
  Evaluation *teller; /* writes the texts of findings: each looks at the partnership that it is about, and starts anew there */
  Value *frame;
  Document *document;
  uint32_t section_count;
  BlockList missing;       /* a paragraph for each section that has nothing to show */
  const Part *report;
  bool missing_told;
  const ValueList *chosen; /* names of the sections that are made; NULL: all */
} Builder;

/* Appends the runs of a template: **bold**, *italic* and ~grey~ in its own words, none in values. Returns false, and appends
 * nothing, when a value may not be shown to this audience. */
bool report_runs(Builder *builder, RunList *runs, const Template *text);
/* As report_runs, for a word beside a sign: it keeps its small letter. */
bool report_state_runs(Builder *builder, RunList *runs, const Template *text);
/* As report_runs, as plain text; empty when it may not be shown. */
Str report_plain(Builder *builder, const Template *text);
Str report_state_plain(Builder *builder, const Template *text);
/* Takes out links to anchors that the document does not hold. */
void report_settle_links(Arena *arena, Document *document);
/* The state that a choice of report-state stands for. */
DocumentState report_state(const Choice *choice);

/* Findings that the audience may know, as objects of the concept `finding`, in order of importance; `*left_out` becomes how many
 * it may not know. */
const ValueList *report_findings(Builder *builder, uint32_t *left_out);
/* The checklist for the step after the present phase, as objects of the concept `checklist-entry`. */
const ValueList *report_entries(Builder *builder);
/* The facts of the library, as objects of the concept `known-fact`. */
const ValueList *report_knowledge(Builder *builder);

#endif
