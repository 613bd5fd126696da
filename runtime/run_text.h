/* run_text.h: what the back ends without pages share: where a link may lead, and texts that name a page. */
#ifndef KOMPAS_RUNTIME_RUN_TEXT_H
#define KOMPAS_RUNTIME_RUN_TEXT_H

#include "runtime/document.h"

/* True for an address that a document may lead to: http, https or mailto. Any other link is an anchor. */
bool link_is_address(Str link);
/* A run's text; where it names a page, what it says where there are none (see Run.pageless). */
Str run_text_without_page(Arena *arena, const Run *run);

#endif
