/**
 * The proleptic Gregorian calendar for every year, as archive/dates/calendar.py has it: day 1 is 0001-01-01, years are
 * astronomical (0 is 1 BC). JavaScript's own Date ends 270,000 years away; EDTF reaches a billion.
 */

export const FURTHEST_YEAR = 1e9;
const DAYS_BEFORE = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN_400_YEARS = 146_097;
const DAYS_IN_100_YEARS = 36_524;
const DAYS_IN_4_YEARS = 1_461;

export function isLeapYear(year) {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year, month) {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The number of a day that exists. */
export function dayNumber(year, month = 1, day = 1) {
  const before = year - 1;
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return before * 365 + leapDays + DAYS_BEFORE[month] + leapDay + day;
}

/** `{year, month, day}` of a day number: the inverse of `dayNumber`. */
export function civil(number) {
  const cycles = Math.floor((number - 1) / DAYS_IN_400_YEARS);
  let rest = number - 1 - cycles * DAYS_IN_400_YEARS;
  // The last day of a cycle of 400 and of 4 years is the leap day that would make a fifth part: hence min.
  const centuries = Math.min(Math.floor(rest / DAYS_IN_100_YEARS), 3);
  rest -= centuries * DAYS_IN_100_YEARS;
  const fours = Math.floor(rest / DAYS_IN_4_YEARS);
  rest -= fours * DAYS_IN_4_YEARS;
  const singles = Math.min(Math.floor(rest / 365), 3);
  rest -= singles * 365;
  const year = cycles * 400 + centuries * 100 + fours * 4 + singles + 1;
  let month = 1;
  while (rest >= daysInMonth(year, month)) rest -= daysInMonth(year, month++);
  return { year, month, day: rest + 1 };
}

/** Months counted through: 0 is January of the year 0. */
export function monthIndex(number) {
  const { year, month } = civil(number);
  return year * 12 + month - 1;
}

/** The first day of a month counted so. */
export function firstOfMonth(index) {
  const year = Math.floor(index / 12);
  return dayNumber(year, index - year * 12 + 1);
}

/** Canonical EDTF of a year, of a month, of a day; far years stand alone, for EDTF gives them no months. */
export function yearText(year) {
  const digits = String(Math.abs(year)).padStart(4, "0");
  const sign = year < 0 ? "-" : "";
  return digits.length > 4 ? `Y${sign}${digits}` : sign + digits;
}

export function monthText(number) {
  const { year, month } = civil(number);
  return Math.abs(year) > 9999 ? yearText(year) : `${yearText(year)}-${String(month).padStart(2, "0")}`;
}

export function dayText(number) {
  const { year, day } = civil(number);
  return Math.abs(year) > 9999 ? yearText(year) : `${monthText(number)}-${String(day).padStart(2, "0")}`;
}

/** `{first, last, unit}`, days both inclusive, of an EDTF year, month or day; null for anything else. */
export function readDate(text) {
  const far = /^Y(-?[1-9]\d{4,9})$/.exec(text);
  if (far) return Math.abs(far[1]) <= FURTHEST_YEAR ? yearRange(Number(far[1])) : null;
  const parts = /^(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (!parts || parts[1] === "-0000") return null;
  const [year, month, day] = parts.slice(1).map(Number);
  if (parts[2] === undefined) return yearRange(year);
  if (month < 1 || month > 12) return null;
  const first = dayNumber(year, month);
  if (parts[3] === undefined) return { first, last: first + daysInMonth(year, month) - 1, unit: "month" };
  if (day < 1 || day > daysInMonth(year, month)) return null;
  return { first: first + day - 1, last: first + day - 1, unit: "day" };
}

function yearRange(year) {
  return { first: dayNumber(year), last: dayNumber(year + 1) - 1, unit: "year" };
}

/** The number of the reader's own day. */
export function today(now = new Date()) {
  return dayNumber(now.getFullYear(), now.getMonth() + 1, now.getDate());
}
