/* The calendar, and exact arithmetic. */
#include <check.h>
#include <stdlib.h>

#include "compiler/binding/model.h"

static Arena arena;

static void setup(void) { arena_init(&arena, NULL, NULL); }
static void teardown(void) { arena_free(&arena); }

static int32_t day(const char *text) {
  int32_t date = 0;
  ck_assert_msg(date_of_text(str_of(text), &date), "%s does not exist", text);
  return date;
}

static void assert_day(int32_t date, const char *text) { ck_assert_str_eq(date_text(&arena, date).data, text); }

START_TEST(days_are_counted_from_1970) {
  ck_assert_int_eq(day("1970-01-01"), 0);
  ck_assert_int_eq(day("1969-12-31"), -1);
  ck_assert_int_eq(day("2000-03-01"), 11017);
  ck_assert_int_eq(day("0001-01-01"), -719162);
  ck_assert_int_eq(day("9999-12-31"), 2932896);
}
END_TEST

START_TEST(every_day_there_and_back) {
  int32_t last = day("9999-12-31");
  int before_year = 0, before_month = 12, before_day = 31;
  for (int32_t date = day("0001-01-01"); date <= last; date++) {
    int year, month, dom;
    int32_t again;
    date_to_civil(date, &year, &month, &dom);
    /* an assertion that holds costs a message to check: three million of them a minute */
    if (!date_from_civil(year, month, dom, &again) || again != date) ck_abort_msg("%04d-%02d-%02d is another day", year, month, dom);
    bool follows = (year == before_year && month == before_month && dom == before_day + 1) ||
                   (year == before_year && month == before_month + 1 && dom == 1) ||
                   (year == before_year + 1 && month == 1 && dom == 1 && before_month == 12 && before_day == 31);
    if (!follows)
      ck_abort_msg("%04d-%02d-%02d follows %04d-%02d-%02d", year, month, dom, before_year, before_month, before_day);
    before_year = year;
    before_month = month;
    before_day = dom;
  }
}
END_TEST

START_TEST(impossible_days) {
  static const char *const days[] = {"2026-02-29", "2026-02-30", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00",
                                     "2026-04-31", "0000-01-01", "2026-1-01",  "2026-01-1",  "20260101",   "2026-01-011", ""};
  int32_t date;
  for (size_t i = 0; i < sizeof days / sizeof *days; i++)
    ck_assert_msg(!date_of_text(str_of(days[i]), &date), "%s was taken for a day", days[i]);
  ck_assert(date_of_text(STR("2000-02-29"), &date) && date_of_text(STR("2024-02-29"), &date));
}
END_TEST

START_TEST(a_month_later) {
  assert_day(date_add(day("2026-01-31"), 1, 0), "2026-02-28");
  assert_day(date_add(day("2024-01-31"), 1, 0), "2024-02-29");
  assert_day(date_add(day("2026-03-31"), -1, 0), "2026-02-28");
  assert_day(date_add(day("2026-11-15"), 2, 0), "2027-01-15");
  assert_day(date_add(day("2026-01-15"), -13, 0), "2024-12-15");
  assert_day(date_add(day("2024-02-29"), 12, 0), "2025-02-28");
  assert_day(date_add(day("2026-01-31"), 1, 1), "2026-03-01");
  assert_day(date_add(day("2026-11-01"), 0, -31), "2026-10-01");
  assert_day(date_add(day("9999-12-31"), 0, 1), "9999-12-31");
  assert_day(date_add(day("0001-01-01"), -1, 0), "0001-01-01");
  assert_day(date_add(day("2026-01-01"), 0, INT32_MAX), "9999-12-31");
}
END_TEST

static Rational fraction(int64_t numerator, int64_t denominator) {
  Rational result = {0, 0};
  ck_assert(rational_make(numerator, denominator, &result));
  return result;
}

static void assert_rational(Rational value, int64_t numerator, int64_t denominator) {
  ck_assert_int_eq(value.numerator, numerator);
  ck_assert_int_eq(value.denominator, denominator);
}

START_TEST(fractions_are_in_lowest_terms) {
  assert_rational(fraction(6, 4), 3, 2);
  assert_rational(fraction(6, -4), -3, 2);
  assert_rational(fraction(0, -7), 0, 1);
  Rational value;
  ck_assert(!rational_make(1, 0, &value));
  ck_assert(rational_of_decimal((Decimal){125, 3}, &value));
  assert_rational(value, 1, 8);
  ck_assert(rational_of_decimal((Decimal){-250, 2}, &value));
  assert_rational(value, -5, 2);
}
END_TEST

START_TEST(exact_arithmetic) {
  Rational value;
  ck_assert(rational_add(fraction(1, 3), fraction(1, 6), &value));
  assert_rational(value, 1, 2);
  ck_assert(rational_subtract(fraction(1, 3), fraction(1, 2), &value));
  assert_rational(value, -1, 6);
  ck_assert(rational_multiply(fraction(2, 3), fraction(3, 4), &value));
  assert_rational(value, 1, 2);
  ck_assert(rational_divide(fraction(2, 3), fraction(-4, 3), &value));
  assert_rational(value, -1, 2);
  ck_assert(!rational_divide(fraction(2, 3), fraction(0, 1), &value));
  ck_assert_int_lt(rational_compare(fraction(1, 3), fraction(34, 100)), 0);
  ck_assert_int_eq(rational_compare(fraction(2, 6), fraction(1, 3)), 0);
  ck_assert_int_gt(rational_compare(fraction(INT64_MAX, 3), fraction(INT64_MAX, 4)), 0);
}
END_TEST

START_TEST(what_does_not_fit_is_refused) {
  Rational value = {7, 1};
  ck_assert(!rational_add(fraction(INT64_MAX, 1), fraction(1, 1), &value));
  ck_assert(!rational_multiply(fraction(INT64_MAX, 1), fraction(2, 1), &value));
  ck_assert(!rational_divide(fraction(1, INT64_MAX), fraction(3, 1), &value));
  ck_assert(!rational_make(INT64_MIN, 1, &value));
  assert_rational(value, 7, 1);
  ck_assert(rational_add(fraction(INT64_MAX, 1), fraction(-1, 1), &value));
}
END_TEST

START_TEST(fractions_in_writing) {
  ck_assert_str_eq(rational_text(&arena, fraction(1, 4)).data, "0.25");
  ck_assert_str_eq(rational_text(&arena, fraction(-3, 1)).data, "-3");
  ck_assert_str_eq(rational_text(&arena, fraction(1, 3)).data, "1/3");
  ck_assert_str_eq(rational_text(&arena, fraction(-5, 2)).data, "-2.5");
  ck_assert_str_eq(rational_text(&arena, fraction(0, 1)).data, "0");
  ck_assert_str_eq(rational_text(&arena, fraction(1, 1000)).data, "0.001");
  ck_assert_str_eq(rational_text(&arena, fraction(100001, 100)).data, "1000.01");
}
END_TEST

int main(void) {
  Suite *suite = suite_create("calendar");
  TCase *tests = tcase_create("calendar");
  tcase_add_checked_fixture(tests, setup, teardown);
  tcase_set_timeout(tests, 60);
  tcase_add_test(tests, days_are_counted_from_1970);
  tcase_add_test(tests, every_day_there_and_back);
  tcase_add_test(tests, impossible_days);
  tcase_add_test(tests, a_month_later);
  tcase_add_test(tests, fractions_are_in_lowest_terms);
  tcase_add_test(tests, exact_arithmetic);
  tcase_add_test(tests, what_does_not_fit_is_refused);
  tcase_add_test(tests, fractions_in_writing);
  suite_add_tcase(suite, tests);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
