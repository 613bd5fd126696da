#include "compiler/rules/library.h"
#include <stdio.h>
const Library *library_open_frozen(SourceStore *store) {
  FindingSink sink; finding_sink_init(&sink, store->arena);
  const Library *l = library_load(store->arena, store, &sink, NULL, 0);
  for (uint32_t i=0;i<sink.findings.count && i<10;i++){ Position p=source_position(store,sink.findings.items[i]->place.file,sink.findings.items[i]->place.start);
   fprintf(stderr,"lib %.*s %.*s:%u:%u\n",STR_ARGS(sink.findings.items[i]->code),STR_ARGS(source_get(store,sink.findings.items[i]->place.file)->path),p.line,p.column);}
  return l; }
