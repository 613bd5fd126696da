#include "compiler/session/attachments.h"

#include "compiler/source/files.h"
#include "compiler/session/views.h"

/* A path below the root, else the file's own name, so that no folder of this machine gets into the document. */
static Str path_in_project(const Session *session, Str path) {
  if (str_equal(path, STR("-"))) return STR("standard-input.kompas");
  Str absolute = path_absolute(session->arena, path);
  size_t root = session->root.length;
  bool below = root && str_starts_with(absolute, session->root) && absolute.length > root && absolute.data[root] == '/';
  return below ? str_slice(absolute, root + 1, absolute.length) : path_file(absolute);
}

static void attach(Document *document, Str name, const char *type, Str description, Str content) {
  *LIST_ADD(document->arena, &document->attachments) = (Attachment){name, str_of(type), description, content};
}

/* The same sources under the names that they travel by. */
static SourceStore renamed_sources(const Session *session) {
  SourceStore store;
  source_store_init(&store, session->arena);
  for (uint32_t i = 0; i < session->store.sources.count; i++) {
    Source *source = arena_copy(session->arena, session->store.sources.items[i], sizeof *source);
    source->path = path_in_project(session, source->path);
    LIST_PUSH(session->arena, &store.sources, source);
  }
  return store;
}

void session_attach(Session *session, const Language *wanted, Document *document) {
  Language language = document->language;
  for (uint32_t i = 0; i < session->workspace.files.count; i++) {
    const Source *source = session->workspace.files.items[i]->source;
    attach(document, path_in_project(session, source->path), "text/plain",
           library_words(session->library, STR("attachment-spec"), language), source->text);
  }
  FindingViews views = session_views(session, wanted, session->arena);
  SourceStore store = renamed_sources(session);
  Text json = text_new(session->arena);
  render_json(&json, &store, views.items, views.count, &views.counts);
  attach(document, STR("findings.json"), "application/json",
         library_words(session->library, STR("attachment-findings"), language), text_str(&json));
}
