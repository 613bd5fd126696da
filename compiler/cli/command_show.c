/* command_show.c: the partnership read out in plain sentences, one fact a line. */
#include "compiler/cli/cli.h"
#include "compiler/session/say.h"

typedef LIST(const Object *) ObjectList;

/* A file without a partnership (shared parties, an organisation): everything that stands at its top. */
static void add_top_objects(const Program *program, const Session *session, ObjectList *objects) {
  LIST_EACH(WorkspaceFile *, file, session->workspace.files)
    LIST_EACH(Object *, object, session->model->objects)
      if ((*file)->asked_for && !(*object)->parent && (*object)->keyword.file == (*file)->source->file &&
          !str_equal((*file)->source->path, path_shown(program->arena, session->settings.file)))
        LIST_PUSH(program->arena, objects, *object);
}

Exit command_show(Program *program) {
  Session *session = program_check_file(program, program->arguments.operands.items[0]);
  Exit status = EXIT_FINE;
  ObjectList objects = {0};
  NameList names = {0};
  if (!session) return EXIT_FILE;
  /* what git shows of an older state may have errors: what can be read is read out all the same */
  program_tell_findings(program, session, true);
  session_root(session, ROOT_PARTNERSHIP, STR(""), &names);
  if (names.count) {
    const Object *partnership = program_root(program, session, ROOT_PARTNERSHIP, &status);
    if (!partnership) return status;
    LIST_PUSH(program->arena, &objects, partnership);
  } else {
    add_top_objects(program, session, &objects);
  }
  Language language = session_main_language(session, wanted_language(program));
  session_say(session, objects.items, objects.count, program_audience(program), language, &program->output);
  return program_fail_on(program, session);
}
