/** Where the axis has its ticks, in units that people read: from quarters of an hour to hundreds of millions of years. */

import { civil, dayNumber, firstOfMonth, monthIndex } from "./calendar.js";

const MINUTE = 1 / 1440;
const DAYS_OF_A_YEAR = 365.2425;
const PARTS_OF_MONTH = { 5: [1, 6, 11, 16, 21, 26], 10: [1, 11, 21] };

/** Units from fine to coarse: `length` in days, `room` in pixels that a tick with its label needs. */
const UNITS = [
  ...[5, 15, 30, 60, 180, 360].map((minutes) => ({ ...clock(minutes), room: 58 })),
  { ...clock(1440), room: 34, name: (words, day) => String(civil(day).day), within: "month", weekday: true },
  { ...partsOfMonth(5), room: 40 },
  { ...partsOfMonth(10), room: 34 },
  { ...months(1), room: 44 },
  { ...months(3), room: 44 },
  ...[1, 2, 5].map((step) => ({ ...years(step), room: 52 })),
  ...Array.from({ length: 9 }, (_, power) => [1, 2, 5].map((step) => 10 ** (power + 1) * step))
    .flat()
    .map((step) => ({ ...years(step), room: step >= 1000 ? 108 : 72 })),
];

function clock(minutes) {
  const length = minutes * MINUTE;
  return {
    length,
    index: (day) => Math.floor(day / length + 1e-6),
    start: (index) => index * length,
    name: (words, day) => words.time(day),
    within: "day",
  };
}

function partsOfMonth(step) {
  const starts = PARTS_OF_MONTH[step];
  return {
    length: step,
    index: (day) => {
      const date = civil(Math.floor(day));
      return monthIndex(Math.floor(day)) * starts.length + starts.findLastIndex((start) => start <= date.day);
    },
    start: (index) => {
      const month = Math.floor(index / starts.length);
      return firstOfMonth(month) + starts[index - month * starts.length] - 1;
    },
    name: (words, day) => String(civil(day).day),
    within: "month",
  };
}

function months(step) {
  return {
    length: (step * DAYS_OF_A_YEAR) / 12,
    index: (day) => Math.floor(monthIndex(Math.floor(day)) / step),
    start: (index) => firstOfMonth(index * step),
    name: (words, day) => words.monthName(day),
    within: "year",
  };
}

/** Round years before Christ are as round as those after: 100 BC is a tick, and between 100 BC and 100 stands 1. */
function years(step) {
  const yearOf = (index) => (index > 0 ? index * step : index < 0 ? 1 + index * step : 1);
  return {
    length: step * DAYS_OF_A_YEAR,
    index: (day) => {
      const { year: at } = civil(Math.floor(day));
      return at > 0 ? Math.floor(at / step) : Math.floor((at - 1) / step);
    },
    start: (index) => dayNumber(step === 1 ? index : yearOf(index)),
    name: (words, day) => words.year(civil(day).year),
    within: "",
  };
}

const WITHIN = {
  day: { index: Math.floor, start: (index) => index, name: (words, day) => words.day(day) },
  month: { index: (day) => monthIndex(Math.floor(day)), start: firstOfMonth, name: (words, day) => words.month(day) },
  year: { ...years(1), index: (day) => civil(Math.floor(day)).year },
};

/**
 * `{ticks: [{day, label}], groups: [{day, label}]}` for what a view shows; a group is what the ticks stand in, such as
 * the year of months, and the first group begins at or before the view's start.
 */
export function axis(view, words) {
  const unit = UNITS.find((one) => one.length * view.scale >= one.room) ?? UNITS.at(-1);
  const name = unit.weekday && view.scale >= 64 ? (_, day) => words.weekday(day) : unit.name;
  const ticks = starts(unit, view).map((day) => ({ day, label: name(words, day) }));
  const within = WITHIN[unit.within];
  const groups = within ? starts(within, view).map((day) => ({ day, label: within.name(words, day) })) : [];
  return { ticks, groups };
}

function starts(unit, view) {
  const found = [];
  for (let index = unit.index(view.start); found.length < 400; index += 1) {
    const day = unit.start(index);
    if (day >= view.end) break;
    found.push(day);
  }
  return found;
}
