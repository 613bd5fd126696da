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

/* The name a text travels by: `kompas extract` gives back no other kinds of file. */
static Str spec_name(const Session *session, Str path) {
  Str name = path_in_project(session, path);
  bool is_known = str_ends_with(name, STR(".kompas")) || str_equal(path_file(name), STR("kompas.project"));
  return is_known ? name : str_format(session->arena, "%.*s.kompas", STR_ARGS(name));
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
    source->path = spec_name(session, source->path);
    LIST_PUSH(session->arena, &store.sources, source);
  }
  return store;
}

/* The house's rules, words, reports and styles: without them the spec would be judged and set otherwise. */
static void attach_house(const Session *session, Document *document) {
  const Library *library = session->library;
  Str description = library_words(library, STR("attachment-house"), document->language);
  for (uint32_t i = library->standard_sources; i < library->sources.count; i++) {
    const Source *source = library->sources.items[i];
    attach(document, spec_name(session, source->path), "text/plain", description, source->text);
  }
}

void session_attach_logo(const Session *session, const Style *style, Document *document) {
  if (!style->logo || !document->attachments.count) return;
  Str description = library_words(session->library, STR("attachment-logo"), document->language);
  *LIST_ADD(document->arena, &document->attachments) =
    (Attachment){path_in_project(session, style->logo->file), style->logo->media_type, description, style->logo->source};
}

void session_attach(Session *session, const Language *wanted, Document *document) {
  Language language = document->language;
  for (uint32_t i = 0; i < session->workspace.files.count; i++) {
    const Source *source = session->workspace.files.items[i]->source;
    attach(document, spec_name(session, source->path), "text/plain",
           library_words(session->library, STR("attachment-spec"), language), source->text);
  }
  attach_house(session, document);
  FindingViews views = session_views(session, wanted, session->arena);
  SourceStore store = renamed_sources(session);
  Text json = text_new(session->arena);
  render_json(&json, &store, views.items, views.count, &views.counts);
  attach(document, STR("findings.json"), "application/json",
         library_words(session->library, STR("attachment-findings"), language), text_str(&json));
}
