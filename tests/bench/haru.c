/* haru.c TEXT OUT: the floor under a brief: libharu alone sets the same text (pages split by form feeds) in the same fonts, draws sixty
 * curves a page, and writes the file. */
#include <hpdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const faces[] = {"Regular", "Bold", "Semibold", "Italic"};

static void draw_curves(HPDF_Page page) {
  for (int i = 0; i < 60; i++) {
    float x = 60.0f + (float)(i % 10) * 45.0f, y = 80.0f + (float)(i / 10) * 20.0f;
    HPDF_Page_MoveTo(page, x, y);
    HPDF_Page_CurveTo(page, x + 10, y + 15, x + 20, y - 15, x + 30, y);
    HPDF_Page_Stroke(page);
  }
}

int main(int argc, char **argv) {
  static char text[1 << 20];
  FILE *file = argc > 2 ? fopen(argv[1], "rb") : NULL;
  if (!file) return 1;
  text[fread(text, 1, sizeof text - 1, file)] = '\0';
  fclose(file);
  HPDF_Doc document = HPDF_New(NULL, NULL);
  HPDF_UseUTFEncodings(document);
  HPDF_SetCompressionMode(document, HPDF_COMP_ALL);
  HPDF_Font fonts[4];
  for (int i = 0; i < 4; i++) {
    char path[128];
    snprintf(path, sizeof path, "/usr/share/fonts/truetype/lato/Lato-%s.ttf", faces[i]);
    const char *name = HPDF_LoadTTFontFromFile(document, path, HPDF_TRUE);
    if (!name) return 1;
    fonts[i] = HPDF_GetFont(document, name, "UTF-8");
  }
  HPDF_Page page = NULL;
  float y = 0;
  int line_number = 0;
  for (char *line = text; line && *line;) {
    char *end = strchr(line, '\n');
    if (end) *end = '\0';
    if (!page || *line == '\f' || y < 60) {
      page = HPDF_AddPage(document);
      HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
      draw_curves(page);
      y = 790;
      if (*line == '\f') line++;
    }
    HPDF_Page_BeginText(page);
    HPDF_Page_SetFontAndSize(page, fonts[line_number++ % 4], 10);
    HPDF_Page_TextOut(page, 60, y, line);
    HPDF_Page_EndText(page);
    y -= 12.75f;
    line = end ? end + 1 : NULL;
  }
  int failed = HPDF_SaveToFile(document, argv[2]) != HPDF_OK;
  HPDF_Free(document);
  return failed;
}
