/** Where the reader goes: the address, the list below and what a screen reader is told follow the view when it rests. */

import { addressWith, rangeOf } from "./address.js";
import { sum } from "./density.js";
import { List } from "./list.js";

const RESTS_AFTER = 320;

export class Course {
  /** `state()` gives `{by, order, folded, keepLanes}` as they stand now. */
  constructor(drawing, words, elements, state) {
    Object.assign(this, { drawing, words, elements, state });
    this.list = new List();
    this.isWhole = false;
    this.isDeliberate = false;
  }

  /** The view moves; a `deliberate` step has its own place in the browser's history. */
  moved({ deliberate = false, whole = false } = {}) {
    this.isWhole = whole;
    this.isDeliberate ||= deliberate;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this._rest(), RESTS_AFTER);
  }

  /** The days that the view shows, or is going to show. */
  get range() {
    const { start, end } = this.drawing.goal;
    return rangeOf(start, end);
  }

  /** The view as words: "1950 to 2020", "22 December 2021, 08:00 to 14:30". */
  get rangeWords() {
    const { view } = this.drawing;
    const range = rangeOf(view.start, view.end);
    if (view.span > 1.01 || range.unit !== "day") return this.words.range(range.first, range.last, range.unit);
    const [from, to] = [this.words.time(view.start), this.words.time(view.end)];
    if (from === to) return this.words.day(range.first);
    return this.words.text("times", { day: this.words.day(range.first), from, to: to === "00:00" ? "24:00" : to });
  }

  /** Show the range above the drawing, when it has changed. */
  tellRange() {
    const words = this.rangeWords;
    if (words === this.told) return;
    this.told = words;
    this.elements.range.textContent = words;
  }

  /** The list and the words follow the address as it is, after going back or forward. */
  async follow() {
    try {
      this._announce(await this.list.follow(location.href));
    } catch {
      // The view has moved on, and what follows it then has been asked for.
    }
  }

  _rest() {
    if (this.drawing.moving) {
      this.timer = setTimeout(() => this._rest(), RESTS_AFTER / 4);
      return;
    }
    this.drawing.rest();
    const address = addressWith(this.isWhole ? null : this.range, this.state());
    const deliberate = this.isDeliberate;
    this.isDeliberate = false;
    if (address === location.pathname + location.search) return;
    if (deliberate) history.pushState(null, "", address);
    else history.replaceState(history.state, "", address);
    this.follow();
  }

  _announce(total) {
    const { first, last } = this.range;
    const begun = sum(this.drawing.bars.flat(), first, last);
    const several = this.drawing.lanes.length > 1;
    const counted = total === null ? (several ? "" : this.words.counted("begin", begun.total)) : this.words.counted("events", total);
    this.elements.status.textContent = [this.rangeWords, counted].filter(Boolean).join(": ");
  }
}
