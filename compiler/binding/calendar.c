/* The calendar: the proleptic Gregorian one, as days since 1970-01-01. */
#include "compiler/binding/model.h"

static bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

static int days_in_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Years are counted from March, so that the leap day is the last of its year (Howard Hinnant, "chrono-compatible
 * low-level date algorithms"). */
static int32_t days_from_civil(int year, int month, int day) {
  if (month <= 2) year--;
  int era = year / 400, year_of_era = year - era * 400;
  int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

bool date_from_civil(int year, int month, int day, int32_t *date) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return false;
  *date = days_from_civil(year, month, day);
  return true;
}

void date_to_civil(int32_t date, int *year, int *month, int *day) {
  int32_t days = date + 719468;
  int32_t era = (days >= 0 ? days : days - 146096) / 146097;
  int32_t day_of_era = days - era * 146097;
  int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int32_t month_from_march = (5 * day_of_year + 2) / 153;
  *day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  *month = month_from_march + (month_from_march < 10 ? 3 : -9);
  *year = year_of_era + era * 400 + (*month <= 2);
}

enum { FIRST_DAY = -719162, LAST_DAY = 2932896 }; /* 0001-01-01 and 9999-12-31 */

static int32_t within_calendar(int64_t date) {
  return date < FIRST_DAY ? FIRST_DAY : date > LAST_DAY ? LAST_DAY : (int32_t)date;
}

int32_t date_add(int32_t date, int32_t months, int32_t days) {
  int year, month, day;
  date_to_civil(date, &year, &month, &day);
  int64_t count = (int64_t)year * 12 + month - 1 + months;
  if (count < 12) return FIRST_DAY;
  if (count >= 120000) return LAST_DAY;
  year = (int)(count / 12);
  month = (int)(count % 12) + 1;
  int last = days_in_month(year, month);
  return within_calendar((int64_t)days_from_civil(year, month, day < last ? day : last) + days);
}

Str date_text(Arena *arena, int32_t date) {
  int year, month, day;
  date_to_civil(date, &year, &month, &day);
  return str_format(arena, "%04d-%02d-%02d", year, month, day);
}

bool date_of_text(Str text, int32_t *date) {
  if (text.length != 10 || text.data[4] != '-' || text.data[7] != '-') return false;
  int parts[3] = {0, 0, 0}, part = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (i == 4 || i == 7) {
      part++;
      continue;
    }
    if (text.data[i] < '0' || text.data[i] > '9') return false;
    parts[part] = parts[part] * 10 + (text.data[i] - '0');
  }
  return date_from_civil(parts[0], parts[1], parts[2], date);
}
