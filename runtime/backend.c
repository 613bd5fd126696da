#include "runtime/backend.h"

const ReportBackend kompas_report_backend = {fonts_open, fonts_close, fonts_missing, layout_document, logo_read, write_pdf, write_html,
                                                    pdf_read_embedded};
