/* A PNG, by libpng. All of libpng's memory, and through it zlib's, is the arena's: so nothing leaks when libpng jumps out
 * over an error, or the arena over its escape. */
#include "runtime/logo.h"

#include <setjmp.h>
#include <string.h>

#include <png.h>

typedef struct Reading {
  Arena *arena;
  Str bytes;
  size_t at;
  jmp_buf failed;
} Reading;

static png_voidp take_memory(png_structp png, png_alloc_size_t size) {
  const Reading *reading = png_get_mem_ptr(png);
  return arena_alloc(reading->arena, size);
}

static void give_memory(png_structp png, png_voidp memory) {
  (void)png;
  (void)memory;
}

static void read_bytes(png_structp png, png_bytep out, png_size_t size) {
  Reading *reading = png_get_io_ptr(png);
  if (size > reading->bytes.length - reading->at) png_error(png, "ends too early");
  memcpy(out, reading->bytes.data + reading->at, size);
  reading->at += size;
}

static _Noreturn void fail(png_structp png, png_const_charp message) {
  (void)message;
  Reading *reading = png_get_error_ptr(png);
  longjmp(reading->failed, 1);
}

static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

/* Whatever is in the file comes out as red, green, blue and opacity, 8 bits each. */
static void ask_for_rgba(png_structp png) {
  png_set_expand(png);
  png_set_scale_16(png);
  png_set_gray_to_rgb(png);
  png_set_add_alpha(png, 0xff, PNG_FILLER_AFTER);
  png_set_interlace_handling(png);
}

static unsigned char on_white(unsigned colour, unsigned opacity) {
  return (unsigned char)((colour * opacity + 255 * (255 - opacity) + 127) / 255);
}

static const unsigned char *lay_on_white(Arena *arena, const unsigned char *rgba, size_t count) {
  unsigned char *rgb = arena_alloc(arena, count * 3);
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < 3; k++) rgb[3 * i + k] = on_white(rgba[4 * i + k], rgba[4 * i + 3]);
  return rgb;
}

static void read_pixels(Arena *arena, png_structp png, uint32_t width, uint32_t height, Logo *logo) {
  ask_for_rgba(png);
  size_t row = (size_t)width * 4;
  unsigned char *all = arena_alloc(arena, row * height);
  png_bytep *rows = ARENA_ARRAY(arena, png_bytep, height);
  for (uint32_t i = 0; i < height; i++) rows[i] = all + row * i;
  png_read_image(png, rows);
  Pixels pixels = {width, height, lay_on_white(arena, all, (size_t)width * height)};
  logo->pixels = arena_copy(arena, &pixels, sizeof pixels);
  logo->width = width;
  logo->height = height;
}

static bool read_with(Reading *reading, png_structp png, png_infop info, Logo *logo, LogoProblem *problem) {
  png_set_read_fn(png, reading, read_bytes);
  png_set_user_limits(png, LOGO_PIXELS_MAX, LOGO_PIXELS_MAX);
  png_set_chunk_malloc_max(png, 1024 * 1024);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  png_read_info(png, info);
  uint32_t width = png_get_image_width(png, info), height = png_get_image_height(png, info);
  if ((uint64_t)width * height > LOGO_PIXELS_MAX) {
    problem->key = "logo-large";
    return false;
  }
  read_pixels(reading->arena, png, width, height, logo);
  return true;
}

bool logo_read_png(Arena *arena, Str bytes, Logo *logo, LogoProblem *problem) {
  Reading *reading = ARENA_NEW(arena, Reading);
  *reading = (Reading){.arena = arena, .bytes = bytes};
  *problem = (LogoProblem){"logo-broken", STR("")};
  if (setjmp(reading->failed)) return false;
  png_structp png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, reading, fail, ignore, reading, take_memory, give_memory);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  return info && read_with(reading, png, info, logo, problem);
}
