/* An SVG of shapes, read by expat. Read from the bottom: logo_read_svg feeds the file to the parser; start_element keeps
 * the inherited paint and matrix on a stack and turns each shape into steps, which read_path and its like write.
 *
 * Only what a page can draw faithfully is taken: anything else (text, pictures, gradients, style sheets, transparency,
 * references) is refused with its name, because a logo that is drawn half is worse than none. Nothing outside the file is
 * ever fetched; a document type, and with it every entity, is refused. */
#include "runtime/logo.h"

#include <math.h>
#include <setjmp.h>
#include <string.h>

#include <expat.h>

enum { DEPTH_MAX = 32, NAME_MAX_SHOWN = 40 };

/* x' = a x + c y + e; y' = b x + d y + f */
typedef struct Matrix {
  double a, b, c, d, e, f;
} Matrix;

/* What a shape inherits. */
typedef struct Paint {
  Matrix matrix;
  bool fills, strokes, even_odd, round_caps;
  Colour fill, stroke;
  double line_width;
} Paint;

typedef struct Reader {
  Arena *arena;
  XML_Parser parser;
  Logo *logo;
  LogoProblem *problem;
  Paint stack[DEPTH_MAX];
  uint32_t depth;   /* of `stack` in use */
  uint32_t skipped; /* elements we are inside of that say nothing of the picture */
  uint32_t steps;
  double left, top, right, bottom;
  bool has_root, has_failed;
} Reader;

/* ---- refusing ---- */

static void refuse(Reader *r, const char *key, Str detail) {
  if (r->has_failed) return;
  r->has_failed = true;
  *r->problem = (LogoProblem){key, str_copy(r->arena, str_slice(detail, 0, NAME_MAX_SHOWN))};
  XML_StopParser(r->parser, XML_FALSE);
}

static void refuse_part(Reader *r, Str what) { refuse(r, "logo-part", what); }

/* ---- numbers ---- */

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static void skip_space(Str text, size_t *at) {
  while (*at < text.length && is_space(text.data[*at])) ++*at;
}

static void skip_comma(Str text, size_t *at) {
  skip_space(text, at);
  if (*at < text.length && text.data[*at] == ',') ++*at;
  skip_space(text, at);
}

static int read_sign(Str text, size_t *at) {
  char c = *at < text.length ? text.data[*at] : '\0';
  if (c == '-' || c == '+') ++*at;
  return c == '-' ? -1 : 1;
}

/* Digits with a point, as a decimal fraction; false when there is no digit. */
static bool read_digits(Str text, size_t *at, double *value) {
  bool any = false;
  double unit = 1;
  for (*value = 0; *at < text.length && is_digit(text.data[*at]); ++*at, any = true)
    *value = *value * 10 + (text.data[*at] - '0');
  if (*at >= text.length || text.data[*at] != '.') return any;
  for (++*at; *at < text.length && is_digit(text.data[*at]); ++*at, any = true)
    *value += (unit /= 10) * (text.data[*at] - '0');
  return any;
}

/* A number as SVG writes it; the locale plays no part. */
static bool read_number(Str text, size_t *at, double *number) {
  size_t from = *at;
  int sign = read_sign(text, &from);
  double value;
  if (!read_digits(text, &from, &value)) return false;
  size_t after = from;
  if (after + 1 < text.length && (text.data[after] == 'e' || text.data[after] == 'E')) {
    after++;
    int power_sign = read_sign(text, &after);
    double power;
    size_t digits = after;
    if (is_digit(digits < text.length ? text.data[digits] : '\0') && read_digits(text, &digits, &power)) {
      value *= pow(10, power_sign * fmin(power, 300));
      from = digits;
    }
  }
  if (!isfinite(value)) return false;
  *number = sign * value;
  *at = from;
  return true;
}

/* A length: a number, perhaps in px or pt; other units make no sense inside a view box. */
static bool read_length(Str text, double *number) {
  size_t at = 0;
  skip_space(text, &at);
  if (!read_number(text, &at, number)) return false;
  Str unit = str_trim(str_slice(text, at, text.length));
  return !unit.length || str_equal(unit, STR("px")) || str_equal(unit, STR("pt"));
}

/* ---- attributes ---- */

/* The value of an attribute, or of a property in the style attribute, which goes before. */
static bool find_attribute(const XML_Char **attributes, const char *name, Str *value) {
  bool found = false;
  Str style = STR("");
  for (const XML_Char **one = attributes; *one; one += 2) {
    if (strcmp(one[0], name) == 0) *value = str_trim(str_of(one[1])), found = true;
    if (strcmp(one[0], "style") == 0) style = str_of(one[1]);
  }
  while (style.length) {
    size_t end = str_find(style, STR(";"));
    Str part = str_slice(style, 0, end);
    size_t colon = str_find(part, STR(":"));
    if (colon < part.length && str_equal(str_trim(str_slice(part, 0, colon)), str_of(name)))
      *value = str_trim(str_slice(part, colon + 1, part.length)), found = true;
    style = str_slice(style, end + 1, style.length);
  }
  return found;
}

static double length_of(Reader *r, const XML_Char **attributes, const char *name, double otherwise) {
  Str value;
  double number = otherwise;
  if (find_attribute(attributes, name, &value) && !read_length(value, &number)) refuse(r, "logo-value", value);
  return number;
}

static int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* #1a2b3c and #1ab */
static bool read_hex_colour(Str text, Colour *colour) {
  uint8_t parts[3];
  size_t each = text.length == 7 ? 2 : 1;
  if (text.length != 7 && text.length != 4) return false;
  for (size_t i = 0; i < 3; i++) {
    int high = hex_digit(text.data[1 + each * i]), low = hex_digit(text.data[each * (i + 1)]);
    if (high < 0 || low < 0) return false;
    parts[i] = (uint8_t)(16 * high + low);
  }
  *colour = (Colour){parts[0], parts[1], parts[2]};
  return true;
}

/* rgb(26, 43, 60), also in percentages */
static bool read_rgb(Str text, Colour *colour) {
  uint8_t parts[3];
  size_t at = str_find(text, STR("(")) + 1;
  for (size_t i = 0; i < 3; i++) {
    double number;
    skip_comma(text, &at);
    if (!read_number(text, &at, &number)) return false;
    if (at < text.length && text.data[at] == '%') number *= 2.55, at++;
    parts[i] = (uint8_t)lround(fmax(0, fmin(255, number)));
  }
  skip_space(text, &at);
  if (at >= text.length || text.data[at] != ')') return false;
  *colour = (Colour){parts[0], parts[1], parts[2]};
  return true;
}

static bool read_colour_name(Str text, Colour *colour) {
  static const struct {
    const char *name;
    Colour colour;
  } names[] = {{"black", {0, 0, 0}},        {"white", {255, 255, 255}},  {"gray", {128, 128, 128}},
               {"grey", {128, 128, 128}},   {"silver", {192, 192, 192}}, {"maroon", {128, 0, 0}},
               {"red", {255, 0, 0}},        {"purple", {128, 0, 128}},   {"fuchsia", {255, 0, 255}},
               {"green", {0, 128, 0}},      {"lime", {0, 255, 0}},       {"olive", {128, 128, 0}},
               {"yellow", {255, 255, 0}},   {"navy", {0, 0, 128}},       {"blue", {0, 0, 255}},
               {"teal", {0, 128, 128}},     {"aqua", {0, 255, 255}},     {"orange", {255, 165, 0}},
               {"currentColor", {0, 0, 0}}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (!str_equal(str_of(names[i].name), text)) continue;
    *colour = names[i].colour;
    return true;
  }
  return false;
}

static bool read_colour(Str text, Colour *colour) {
  if (str_starts_with(text, STR("#"))) return read_hex_colour(text, colour);
  if (str_starts_with(text, STR("rgb("))) return read_rgb(text, colour);
  return read_colour_name(text, colour);
}

/* `fill` or `stroke`; what is not stated stays as it was inherited. */
static void take_colour(Reader *r, const XML_Char **attributes, const char *name, bool *paints, Colour *colour) {
  Str value;
  if (!find_attribute(attributes, name, &value) || str_equal(value, STR("inherit"))) return;
  *paints = !str_equal(value, STR("none")) && !str_equal(value, STR("transparent"));
  if (*paints && !read_colour(value, colour)) refuse(r, "logo-colour", value);
}

/* 0 paints nothing, 1 paints whole; what lies between cannot be kept. */
static void take_opacity(Reader *r, const XML_Char **attributes, const char *name, bool *paints, bool *also) {
  Str value;
  double opacity;
  size_t at = 0;
  if (!find_attribute(attributes, name, &value)) return;
  bool is_whole = read_number(value, &at, &opacity) && opacity >= 0.999;
  bool is_none = at && opacity <= 0.001;
  if (is_none) *paints = false;
  if (is_none && also) *also = false;
  if (!is_whole && !is_none) refuse_part(r, str_of(name));
}

/* ---- matrices ---- */

static Matrix multiply(Matrix m, Matrix n) {
  return (Matrix){m.a * n.a + m.c * n.b, m.b * n.a + m.d * n.b,       m.a * n.c + m.c * n.d,
                  m.b * n.c + m.d * n.d, m.a * n.e + m.c * n.f + m.e, m.b * n.e + m.d * n.f + m.f};
}

static const double DEGREE = 3.14159265358979323846 / 180;

/* The matrix of one transformation; false for another name or another number of arguments. */
static bool make_matrix(Str name, const double *v, uint32_t count, Matrix *matrix) {
  if (str_equal(name, STR("matrix")) && count == 6)
    *matrix = (Matrix){v[0], v[1], v[2], v[3], v[4], v[5]};
  else if (str_equal(name, STR("translate")) && (count == 1 || count == 2))
    *matrix = (Matrix){1, 0, 0, 1, v[0], count == 2 ? v[1] : 0};
  else if (str_equal(name, STR("scale")) && (count == 1 || count == 2))
    *matrix = (Matrix){v[0], 0, 0, count == 2 ? v[1] : v[0], 0, 0};
  else if (str_equal(name, STR("skewX")) && count == 1)
    *matrix = (Matrix){1, 0, tan(v[0] * DEGREE), 1, 0, 0};
  else if (str_equal(name, STR("skewY")) && count == 1)
    *matrix = (Matrix){1, tan(v[0] * DEGREE), 0, 1, 0, 0};
  else if (str_equal(name, STR("rotate")) && (count == 1 || count == 3)) {
    double c = cos(v[0] * DEGREE), s = sin(v[0] * DEGREE), x = count == 3 ? v[1] : 0, y = count == 3 ? v[2] : 0;
    *matrix = (Matrix){c, s, -s, c, x - c * x + s * y, y - s * x - c * y};
  } else
    return false;
  return true;
}

static void take_transform(Reader *r, const XML_Char **attributes, Matrix *matrix) {
  Str value;
  if (!find_attribute(attributes, "transform", &value)) return;
  for (size_t at = 0; at < value.length;) {
    size_t open = at + str_find(str_slice(value, at, value.length), STR("(")), from = open + 1;
    Str name = str_trim(str_slice(value, at, open));
    double numbers[6];
    uint32_t count = 0;
    for (skip_space(value, &from); count < 6 && read_number(value, &from, &numbers[count]); count++) skip_comma(value, &from);
    Matrix step;
    if (from >= value.length || value.data[from] != ')' || !make_matrix(name, numbers, count, &step)) {
      refuse(r, "logo-value", value);
      return;
    }
    *matrix = multiply(*matrix, step);
    at = from + 1;
    skip_comma(value, &at);
  }
}

/* ---- steps ---- */

/* A shape on its way; places are those of the file, before its matrix. */
typedef struct Pen {
  Reader *r;
  LogoShape shape;
  Matrix matrix;
  double x, y, start_x, start_y;
  double mirror_x, mirror_y; /* the last control point, for S and T */
  char last;                 /* the command before, in capitals */
} Pen;

static void widen(Reader *r, double x, double y, double around) {
  r->left = fmin(r->left, x - around), r->right = fmax(r->right, x + around);
  r->top = fmin(r->top, y - around), r->bottom = fmax(r->bottom, y + around);
}

static void add_step(Pen *pen, PathVerb verb, const double *places) {
  Reader *r = pen->r;
  PathStep step = {.verb = verb};
  int count = verb == PATH_CURVE ? 3 : verb == PATH_CLOSE ? 0 : 1;
  if (++r->steps > LOGO_STEPS_MAX) {
    refuse(r, "logo-large", STR(""));
    return;
  }
  for (int i = 0; i < count; i++) {
    double x = places[2 * i], y = places[2 * i + 1];
    step.x[i] = pen->matrix.a * x + pen->matrix.c * y + pen->matrix.e;
    step.y[i] = pen->matrix.b * x + pen->matrix.d * y + pen->matrix.f;
    if (!(fabs(step.x[i]) < 1e7) || !(fabs(step.y[i]) < 1e7)) refuse(r, "logo-value", STR(""));
    widen(r, step.x[i], step.y[i], pen->shape.stroke ? pen->shape.line_width / 2 : 0);
  }
  LIST_PUSH(r->arena, &pen->shape.steps, step);
}

static void move_to(Pen *pen, double x, double y) {
  add_step(pen, PATH_MOVE, (double[]){x, y});
  pen->x = pen->start_x = x;
  pen->y = pen->start_y = y;
}

static void line_to(Pen *pen, double x, double y) {
  add_step(pen, PATH_LINE, (double[]){x, y});
  pen->x = x;
  pen->y = y;
}

static void curve_to(Pen *pen, double x1, double y1, double x2, double y2, double x, double y) {
  add_step(pen, PATH_CURVE, (double[]){x1, y1, x2, y2, x, y});
  pen->mirror_x = x2;
  pen->mirror_y = y2;
  pen->x = x;
  pen->y = y;
}

static void quadratic_to(Pen *pen, double cx, double cy, double x, double y) {
  double x1 = pen->x + 2.0 / 3 * (cx - pen->x), y1 = pen->y + 2.0 / 3 * (cy - pen->y);
  curve_to(pen, x1, y1, x + 2.0 / 3 * (cx - x), y + 2.0 / 3 * (cy - y), x, y);
  pen->mirror_x = cx;
  pen->mirror_y = cy;
}

static void close_path(Pen *pen) {
  add_step(pen, PATH_CLOSE, NULL);
  pen->x = pen->start_x;
  pen->y = pen->start_y;
}

/* An elliptical arc, as SVG's implementation notes turn it into centre and angles, by curves of at most a quarter. */
static void arc_to(Pen *pen, const double *v, double x, double y) {
  double rx = fabs(v[0]), ry = fabs(v[1]), c = cos(v[2] * DEGREE), s = sin(v[2] * DEGREE);
  bool large = v[3] > 0.5, sweeps = v[4] > 0.5;
  double hx = (pen->x - x) / 2, hy = (pen->y - y) / 2, px = c * hx + s * hy, py = c * hy - s * hx;
  if (rx < 1e-9 || ry < 1e-9 || (fabs(hx) < 1e-12 && fabs(hy) < 1e-12)) {
    line_to(pen, x, y);
    return;
  }
  double excess = px * px / (rx * rx) + py * py / (ry * ry);
  if (excess > 1) rx *= sqrt(excess), ry *= sqrt(excess);
  double below = rx * rx * py * py + ry * ry * px * px;
  double root = sqrt(fmax(0, rx * rx * ry * ry / below - 1)) * (large == sweeps ? -1 : 1);
  double qx = root * rx * py / ry, qy = -root * ry * px / rx;
  double cx = c * qx - s * qy + (pen->x + x) / 2, cy = s * qx + c * qy + (pen->y + y) / 2;
  double from = atan2((py - qy) / ry, (px - qx) / rx), to = atan2((-py - qy) / ry, (-px - qx) / rx), turn = to - from;
  if (sweeps && turn < 0) turn += 360 * DEGREE;
  if (!sweeps && turn > 0) turn -= 360 * DEGREE;
  int count = (int)ceil(fabs(turn) / (90 * DEGREE) - 1e-9);
  if (count < 1) count = 1;
  double part = turn / count, k = 4.0 / 3 * tan(part / 4);
  for (int i = 0; i < count; i++) {
    double a = from + part * i, b = a + part;
    double u[6] = {cos(a) - k * sin(a), sin(a) + k * cos(a), cos(b) + k * sin(b), sin(b) - k * cos(b), cos(b), sin(b)}, p[6];
    for (int j = 0; j < 6; j += 2) {
      p[j] = cx + c * rx * u[j] - s * ry * u[j + 1];
      p[j + 1] = cy + s * rx * u[j] + c * ry * u[j + 1];
    }
    curve_to(pen, p[0], p[1], p[2], p[3], i + 1 < count ? p[4] : x, i + 1 < count ? p[5] : y);
  }
}

/* ---- paths ---- */

/* How many numbers a command takes; -1 for what is none. */
static int arguments_of(char command) {
  static const char names[] = "MLHVCSQTAZ";
  static const int counts[] = {2, 2, 1, 1, 6, 4, 4, 2, 7, 0};
  const char *at = command ? strchr(names, command) : NULL;
  return at ? counts[at - names] : -1;
}

/* Flags of an arc may stand without anything between them. */
static bool read_flag(Str text, size_t *at, double *flag) {
  if (*at >= text.length || (text.data[*at] != '0' && text.data[*at] != '1')) return false;
  *flag = text.data[(*at)++] - '0';
  return true;
}

static bool read_arguments(Str text, size_t *at, char command, int count, double *v) {
  for (int i = 0; i < count; i++) {
    skip_comma(text, at);
    bool is_flag = command == 'A' && (i == 3 || i == 4);
    if (!(is_flag ? read_flag(text, at, &v[i]) : read_number(text, at, &v[i]))) return false;
  }
  return true;
}

/* Makes relative places absolute. */
static void make_absolute(const Pen *pen, char command, int count, double *v) {
  if (command == 'H') v[0] += pen->x;
  if (command == 'V') v[0] += pen->y;
  if (command == 'H' || command == 'V') return;
  for (int i = command == 'A' ? 5 : 0; i + 1 < count; i += 2) v[i] += pen->x, v[i + 1] += pen->y;
}

static void do_command(Pen *pen, char command, const double *v) {
  bool after_cubic = pen->last == 'C' || pen->last == 'S', after_quadratic = pen->last == 'Q' || pen->last == 'T';
  double mx = 2 * pen->x - pen->mirror_x, my = 2 * pen->y - pen->mirror_y;
  switch (command) {
    case 'M': move_to(pen, v[0], v[1]); break;
    case 'L': line_to(pen, v[0], v[1]); break;
    case 'H': line_to(pen, v[0], pen->y); break;
    case 'V': line_to(pen, pen->x, v[0]); break;
    case 'C': curve_to(pen, v[0], v[1], v[2], v[3], v[4], v[5]); break;
    case 'S': curve_to(pen, after_cubic ? mx : pen->x, after_cubic ? my : pen->y, v[0], v[1], v[2], v[3]); break;
    case 'Q': quadratic_to(pen, v[0], v[1], v[2], v[3]); break;
    case 'T': quadratic_to(pen, after_quadratic ? mx : pen->x, after_quadratic ? my : pen->y, v[0], v[1]); break;
    case 'A': arc_to(pen, v, v[5], v[6]); break;
    default: close_path(pen); break;
  }
  pen->last = command;
}

static bool read_path(Pen *pen, Str text) {
  size_t at = 0;
  char command = '\0';
  bool is_relative = false;
  for (skip_space(text, &at); at < text.length && !pen->r->has_failed; skip_comma(text, &at)) {
    char c = text.data[at];
    bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (is_letter) {
      is_relative = c >= 'a';
      command = (char)(is_relative ? c - 'a' + 'A' : c);
      at++;
    } else if (command == 'M')
      command = 'L'; /* more places after a move are lines */
    else if (command == 'Z')
      return false;
    double v[7];
    int count = arguments_of(command);
    if (count < 0 || (!pen->last && command != 'M') || !read_arguments(text, &at, command, count, v)) return false;
    if (is_relative) make_absolute(pen, command, count, v);
    do_command(pen, command, v);
  }
  return true;
}

/* ---- simple figures ---- */

static void draw_ellipse(Pen *pen, double cx, double cy, double rx, double ry) {
  double half[] = {rx, ry, 0, 0, 1};
  if (!(rx > 0) || !(ry > 0)) return;
  move_to(pen, cx - rx, cy);
  arc_to(pen, half, cx + rx, cy);
  arc_to(pen, half, cx - rx, cy);
  close_path(pen);
}

static void draw_rounded(Pen *pen, double x, double y, double w, double h, double rx, double ry) {
  double corner[] = {rx, ry, 0, 0, 1};
  move_to(pen, x + rx, y);
  line_to(pen, x + w - rx, y);
  arc_to(pen, corner, x + w, y + ry);
  line_to(pen, x + w, y + h - ry);
  arc_to(pen, corner, x + w - rx, y + h);
  line_to(pen, x + rx, y + h);
  arc_to(pen, corner, x, y + h - ry);
  line_to(pen, x, y + ry);
  arc_to(pen, corner, x + rx, y);
  close_path(pen);
}

static void draw_rectangle(Reader *r, Pen *pen, const XML_Char **attributes) {
  double x = length_of(r, attributes, "x", 0), y = length_of(r, attributes, "y", 0);
  double w = length_of(r, attributes, "width", 0), h = length_of(r, attributes, "height", 0);
  double rx = length_of(r, attributes, "rx", -1), ry = length_of(r, attributes, "ry", -1);
  if (!(w > 0) || !(h > 0)) return;
  if (rx < 0) rx = ry;
  if (ry < 0) ry = rx;
  rx = fmax(0, fmin(rx, w / 2)), ry = fmax(0, fmin(ry, h / 2));
  if (rx > 0 && ry > 0) {
    draw_rounded(pen, x, y, w, h, rx, ry);
    return;
  }
  move_to(pen, x, y);
  line_to(pen, x + w, y);
  line_to(pen, x + w, y + h);
  line_to(pen, x, y + h);
  close_path(pen);
}

static void draw_points(Reader *r, Pen *pen, const XML_Char **attributes, bool closes) {
  Str points = STR("");
  find_attribute(attributes, "points", &points);
  size_t at = 0;
  double x, y;
  for (skip_space(points, &at); at < points.length; skip_comma(points, &at)) {
    bool first = !pen->shape.steps.count, whole = read_number(points, &at, &x);
    skip_comma(points, &at);
    if (!whole || !read_number(points, &at, &y)) {
      refuse(r, "logo-value", points);
      return;
    }
    if (first)
      move_to(pen, x, y);
    else
      line_to(pen, x, y);
  }
  if (closes && pen->shape.steps.count) close_path(pen);
}

static void draw_line_element(Reader *r, Pen *pen, const XML_Char **attributes) {
  move_to(pen, length_of(r, attributes, "x1", 0), length_of(r, attributes, "y1", 0));
  line_to(pen, length_of(r, attributes, "x2", 0), length_of(r, attributes, "y2", 0));
  pen->shape.fill = false;
}

/* ---- elements ---- */

typedef enum ElementKind {
  ELEMENT_GROUP, ELEMENT_PATH, ELEMENT_RECTANGLE, ELEMENT_CIRCLE, ELEMENT_ELLIPSE, ELEMENT_LINE, ELEMENT_POLYLINE,
  ELEMENT_POLYGON, ELEMENT_SILENT, ELEMENT_OTHER
} ElementKind;

/* Elements of other name spaces (an editor's notes) say nothing of the picture. */
static ElementKind kind_of(Str name) {
  static const struct {
    const char *name;
    ElementKind kind;
  } kinds[] = {{"svg", ELEMENT_GROUP},       {"g", ELEMENT_GROUP},         {"path", ELEMENT_PATH},
               {"rect", ELEMENT_RECTANGLE},  {"circle", ELEMENT_CIRCLE},   {"ellipse", ELEMENT_ELLIPSE},
               {"line", ELEMENT_LINE},       {"polyline", ELEMENT_POLYLINE}, {"polygon", ELEMENT_POLYGON},
               {"title", ELEMENT_SILENT},    {"desc", ELEMENT_SILENT},     {"metadata", ELEMENT_SILENT},
               {"defs", ELEMENT_SILENT}};
  if (str_find(name, STR(":")) < name.length) return ELEMENT_SILENT;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (str_equal(str_of(kinds[i].name), name)) return kinds[i].kind;
  return ELEMENT_OTHER;
}

/* Attributes that change the picture in ways a page cannot follow. */
static void refuse_effects(Reader *r, const XML_Char **attributes) {
  static const char *const effects[] = {"clip-path", "mask", "filter", "stroke-dasharray", "marker-end", "mix-blend-mode"};
  Str value;
  for (size_t i = 0; i < sizeof effects / sizeof *effects; i++)
    if (find_attribute(attributes, effects[i], &value) && !str_equal(value, STR("none")) && !str_equal(value, STR("normal")))
      refuse_part(r, str_of(effects[i]));
  if (find_attribute(attributes, "class", &value) && value.length) refuse_part(r, STR("class"));
}

static Paint paint_of(Reader *r, const Paint *inherited, const XML_Char **attributes) {
  Paint paint = *inherited;
  Str value;
  refuse_effects(r, attributes);
  take_transform(r, attributes, &paint.matrix);
  take_colour(r, attributes, "fill", &paint.fills, &paint.fill);
  take_colour(r, attributes, "stroke", &paint.strokes, &paint.stroke);
  take_opacity(r, attributes, "fill-opacity", &paint.fills, NULL);
  take_opacity(r, attributes, "stroke-opacity", &paint.strokes, NULL);
  take_opacity(r, attributes, "opacity", &paint.fills, &paint.strokes);
  if (find_attribute(attributes, "fill-rule", &value)) paint.even_odd = str_equal(value, STR("evenodd"));
  if (find_attribute(attributes, "stroke-linecap", &value)) paint.round_caps = str_equal(value, STR("round"));
  paint.line_width = length_of(r, attributes, "stroke-width", paint.line_width);
  if (find_attribute(attributes, "display", &value) && str_equal(value, STR("none"))) paint.fills = paint.strokes = false;
  return paint;
}

static Pen pen_for(Reader *r, const Paint *paint) {
  Matrix m = paint->matrix;
  double scale = sqrt(fabs(m.a * m.d - m.b * m.c));
  return (Pen){.r = r, .matrix = m,
               .shape = {.fill = paint->fills, .stroke = paint->strokes && paint->line_width > 0, .even_odd = paint->even_odd,
                         .round_caps = paint->round_caps, .fill_colour = paint->fill, .stroke_colour = paint->stroke,
                         .line_width = paint->line_width * scale}};
}

static void draw_shape(Reader *r, ElementKind kind, const Paint *paint, const XML_Char **attributes) {
  Pen pen = pen_for(r, paint);
  Str path = STR("");
  if (!pen.shape.fill && !pen.shape.stroke) return;
  double cx = length_of(r, attributes, "cx", 0), cy = length_of(r, attributes, "cy", 0);
  double radius = length_of(r, attributes, "r", 0);
  switch (kind) {
    case ELEMENT_PATH:
      if (find_attribute(attributes, "d", &path) && !read_path(&pen, path)) refuse(r, "logo-value", path);
      break;
    case ELEMENT_RECTANGLE: draw_rectangle(r, &pen, attributes); break;
    case ELEMENT_CIRCLE: draw_ellipse(&pen, cx, cy, radius, radius); break;
    case ELEMENT_ELLIPSE: draw_ellipse(&pen, cx, cy, length_of(r, attributes, "rx", 0), length_of(r, attributes, "ry", 0)); break;
    case ELEMENT_LINE: draw_line_element(r, &pen, attributes); break;
    case ELEMENT_POLYLINE: draw_points(r, &pen, attributes, false); break;
    case ELEMENT_POLYGON: draw_points(r, &pen, attributes, true); break;
    default: return;
  }
  if (pen.shape.steps.count && (pen.shape.fill || pen.shape.stroke)) LIST_PUSH(r->arena, &r->logo->shapes, pen.shape);
}

static void XMLCALL start_element(void *context, const XML_Char *name, const XML_Char **attributes) {
  Reader *r = context;
  Str word = str_of(name);
  if (r->has_failed) return;
  if (r->skipped) {
    r->skipped++;
    return;
  }
  ElementKind kind = kind_of(word);
  if (!r->has_root && !str_equal(word, STR("svg"))) refuse(r, "logo-kind", STR(""));
  if (kind == ELEMENT_OTHER) refuse_part(r, word);
  if (kind == ELEMENT_SILENT) {
    r->skipped = 1;
    return;
  }
  if (r->depth == DEPTH_MAX) refuse(r, "logo-large", STR(""));
  if (r->has_failed) return;
  r->has_root = true;
  r->stack[r->depth] = paint_of(r, &r->stack[r->depth - 1], attributes);
  if (kind != ELEMENT_GROUP && !r->has_failed) draw_shape(r, kind, &r->stack[r->depth], attributes);
  r->depth++;
}

static void XMLCALL end_element(void *context, const XML_Char *name) {
  Reader *r = context;
  (void)name;
  if (r->skipped)
    r->skipped--;
  else if (r->depth > 1)
    r->depth--;
}

static void XMLCALL refuse_doctype(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal) {
  (void)name, (void)system, (void)public, (void)internal;
  refuse_part(context, STR("DOCTYPE"));
}

/* ---- the file ---- */

static bool parse(Reader *r, Str bytes) {
  XML_SetUserData(r->parser, r);
  XML_SetElementHandler(r->parser, start_element, end_element);
  XML_SetStartDoctypeDeclHandler(r->parser, refuse_doctype);
  bool whole = XML_Parse(r->parser, bytes.data, (int)bytes.length, 1) == XML_STATUS_OK;
  if (!whole && XML_GetErrorCode(r->parser) == XML_ERROR_NO_MEMORY) arena_give_up(r->arena);
  if (whole || r->has_failed) return whole && !r->has_failed;
  r->problem->detail = str_format(r->arena, "%lu", (unsigned long)XML_GetCurrentLineNumber(r->parser));
  return false;
}

static Reader *new_reader(Arena *arena, Logo *logo, LogoProblem *problem) {
  Reader *r = ARENA_NEW(arena, Reader);
  *r = (Reader){.arena = arena, .logo = logo, .problem = problem, .depth = 1,
                .left = HUGE_VAL, .top = HUGE_VAL, .right = -HUGE_VAL, .bottom = -HUGE_VAL};
  r->stack[0] = (Paint){.matrix = {1, 0, 0, 1, 0, 0}, .fills = true, .line_width = 1};
  return r;
}

/* expat has its own memory: it is given back on every way out, the arena's escape among them. */
static bool parse_whole(Reader *r, Str bytes) {
  jmp_buf *outer = r->arena->escape, here;
  if (setjmp(here)) {
    r->arena->escape = outer;
    XML_ParserFree(r->parser);
    arena_give_up(r->arena);
  }
  r->arena->escape = &here;
  r->parser = XML_ParserCreate("UTF-8");
  if (!r->parser) arena_give_up(r->arena);
  bool read = parse(r, bytes);
  r->arena->escape = outer;
  XML_ParserFree(r->parser);
  return read;
}

bool logo_read_svg(Arena *arena, Str bytes, Logo *logo, LogoProblem *problem) {
  Reader *r = new_reader(arena, logo, problem);
  *problem = (LogoProblem){"logo-svg-broken", STR("")};
  bool read = parse_whole(r, bytes);
  if (read && !logo->shapes.count) *problem = (LogoProblem){"logo-empty", STR("")};
  logo->left = r->left;
  logo->top = r->top;
  logo->width = r->right - r->left;
  logo->height = r->bottom - r->top;
  return read && logo->shapes.count;
}
