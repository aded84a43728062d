/** Words for people, in the language of the page: the template's texts, and dates as `Intl` says them. */

import { civil, dayNumber } from "./calendar.js";

const LONGEST_MEMORY = 400;

export class Words {
  /** `template` holds an element with `data-word` for each text; a plural has one for each category of the language. */
  constructor(template, language) {
    this.texts = new Map();
    for (const element of template.content.querySelectorAll("[data-word]")) {
      this.texts.set(element.dataset.word, element.textContent.trim());
    }
    // The archive writes "22 December 2021"; of the two Englishes the one that does so too.
    this.language = language === "en" ? "en-GB" : language;
    this.formats = new Map();
    this.known = new Map();
  }

  // Each is made when it is first asked for: that takes a few milliseconds, and most pages need not all.

  get numbers() {
    this._numbers ??= new Intl.NumberFormat(this.language);
    return this._numbers;
  }

  get large() {
    this._large ??= new Intl.NumberFormat(this.language, { notation: "compact", compactDisplay: "long" });
    return this._large;
  }

  get plurals() {
    this._plurals ??= new Intl.PluralRules(this.language);
    return this._plurals;
  }

  /** The text called `name`, with `%(value)s` filled in; the name itself where there is none. */
  text(name, values = {}) {
    const text = this.texts.get(name) ?? name;
    return text.replace(/%\((\w+)\)s/g, (whole, key) => values[key] ?? whole);
  }

  has(name) {
    return this.texts.has(name);
  }

  number(count) {
    return this.numbers.format(count);
  }

  /** "240 events": the text `name` in the plural category of the number. */
  counted(name, count) {
    const category = this.plurals.select(count);
    const found = this.has(`${name}-${category}`) ? category : "other";
    return this.text(`${name}-${found}`, { number: this.number(count) });
  }

  /** "2021", "45 BC", "10,000 BC", "2 million BC". */
  year(year) {
    const count = year > 0 ? year : 1 - year;
    const round = count >= 1e6 && count % 1e5 === 0;
    const digits = round ? this.large.format(count) : count > 9999 ? this.number(count) : String(count);
    return year > 0 ? digits : this.text("before-christ", { year: digits });
  }

  month(number) {
    return this._remembered("month", { month: "long", year: "numeric" }, number);
  }

  monthName(number) {
    return this._remembered("monthName", { month: "short" }, number);
  }

  day(number) {
    return this._remembered("day", { day: "numeric", month: "long", year: "numeric" }, number);
  }

  /** "Wed 22" */
  weekday(number) {
    return this._remembered("weekday", { weekday: "short", day: "numeric" }, number);
  }

  dayInYear(number) {
    return this._remembered("dayInYear", { day: "numeric", month: "long" }, number);
  }

  /** "14:30", of a part of a day. */
  time(number) {
    const minutes = Math.round((number - Math.floor(number)) * 1440);
    return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  }

  /** "1950 to 2020", "March to May 2021", "22 December 2021": from the first to the last day, both inclusive. */
  range(first, last, unit) {
    const name = (number) => (unit === "year" ? this.year(civil(number).year) : this[unit](number));
    const [start, end] = [name(first), name(last)];
    if (start === end) return start;
    const sameYear = civil(first).year === civil(last).year;
    return this.text("range", { first: sameYear && unit === "day" ? this.dayInYear(first) : start, last: end });
  }

  /** In a year of the same calendar that `Intl` reaches, the year then replaced by ours. */
  _remembered(name, options, number) {
    const key = `${name}${number}`;
    if (!this.known.has(key)) {
      if (this.known.size > LONGEST_MEMORY) this.known.clear();
      this.known.set(key, this._formatted(options, number));
    }
    return this.known.get(key);
  }

  _formatted(options, number) {
    const { year, month, day } = civil(number);
    const alike = 2000 + (((year % 400) + 400) % 400);
    const date = new Date((dayNumber(alike, month, day) - dayNumber(1970)) * 86_400_000);
    const key = Object.keys(options).join();
    if (!this.formats.has(key)) {
      const format = { ...options, timeZone: "UTC", calendar: "gregory" };
      this.formats.set(key, new Intl.DateTimeFormat(this.language, format));
    }
    const parts = this.formats.get(key).formatToParts(date);
    return parts.map((part) => (part.type === "year" ? this.year(year) : part.value)).join("");
  }
}
