/** What the drawing shows, as it stands in the address: `from`, `to`, `by`, `lanes`, `folded`. */

import { civil, dayNumber, dayText, firstOfMonth, monthIndex, monthText, readDate, yearText } from "./calendar.js";

const YEARS_FROM = 100 * 365.25;
const MONTHS_FROM = 100 * 30.5;
const NEARLY = 1e-6;

/** `{first, last, unit, from, to}` of a view: days, or the nearest months or years where a day is less than a pixel. */
export function rangeOf(start, end) {
  const first = Math.floor(start + NEARLY);
  const last = Math.max(Math.ceil(end - NEARLY) - 1, first);
  if (end - start > YEARS_FROM || isFar(first) || isFar(last)) {
    const from = nearestYear(start);
    return inYears(from, Math.max(nearestYear(end) - 1, from));
  }
  if (end - start > MONTHS_FROM) {
    const from = nearestMonth(start);
    return inMonths(from, Math.max(nearestMonth(end) - 1, from));
  }
  return inDays(first, last);
}

const isFar = (day) => Math.abs(civil(day).year) > 9990;

function inYears(from, to) {
  const [first, last] = [dayNumber(from), dayNumber(to + 1) - 1];
  return { first, last, unit: "year", from: yearText(from), to: yearText(to) };
}

/** Whole years are said as years, whole months as months. */
function inMonths(from, to) {
  if (((from % 12) + 12) % 12 === 0 && (((to + 1) % 12) + 12) % 12 === 0) return inYears(from / 12, (to + 1) / 12 - 1);
  const [first, last] = [firstOfMonth(from), firstOfMonth(to + 1) - 1];
  return { first, last, unit: "month", from: monthText(first), to: monthText(last) };
}

function inDays(first, last) {
  const [from, to] = [monthIndex(first), monthIndex(last + 1)];
  if (first === firstOfMonth(from) && last + 1 === firstOfMonth(to)) return inMonths(from, to - 1);
  return { first, last, unit: "day", from: dayText(first), to: dayText(last) };
}

function nearestYear(day) {
  const { year } = civil(Math.floor(day));
  const begun = day - dayNumber(year) > 183 ? year + 1 : year;
  return Math.min(Math.max(begun, -1e9), 1e9);
}

function nearestMonth(day) {
  const index = monthIndex(Math.floor(day));
  return day - firstOfMonth(index) > 15 ? index + 1 : index;
}

/** This address with another range (null: all times), lanes and folded lanes, at the beginning of the list. */
export function addressWith(range, { by, order, folded, keepLanes }) {
  const query = new URLSearchParams(location.search);
  for (const name of ["from", "to", "by", "lanes", "folded", "cursor"]) query.delete(name);
  if (!keepLanes) query.delete("lane");
  if (range) {
    query.set("from", range.from);
    query.set("to", range.to);
  }
  if (by) query.set("by", by);
  if (by && order) query.set("lanes", order);
  if (by) for (const value of folded) query.append("folded", value);
  const text = query.toString();
  return location.pathname + (text ? `?${text}` : "");
}

/** What the address says: `{range, by, order, folded, chosen}`; range is null for all times, undefined if it is in other words. */
export function readAddress(search = location.search) {
  const query = new URLSearchParams(search);
  return {
    range: readRange(query.get("from"), query.get("to")),
    by: query.get("by") ?? "",
    order: query.get("lanes") ?? "",
    folded: query.getAll("folded"),
    chosen: query.getAll("lane"),
  };
}

function readRange(from, to) {
  if (!from && !to) return null;
  const [start, end] = [from && readDate(from), to && readDate(to)];
  if (!start || !end) return undefined;
  return { start: start.first, end: end.last + 1 };
}
