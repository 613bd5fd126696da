#include "runtime/backend.h"

const ReportBackend kompas_report_backend = {fonts_open, fonts_close, layout_document, write_pdf, write_html};
