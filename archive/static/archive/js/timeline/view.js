/** Which part of time the drawing shows, and how it moves there. Days are doubles: whole numbers are midnights. */

import { dayNumber, FURTHEST_YEAR } from "./calendar.js";

const EARLIEST = dayNumber(-FURTHEST_YEAR);
const LATEST = dayNumber(FURTHEST_YEAR + 1);
const SHORTEST = 1 / 24;
const LEAST_WIDEST = 200 * 365;
const MARGIN = 0.03;
const LEAST_WHOLE = 31;

export class View {
  /** `extent`: the first and the last day of what is drawn, or null where nothing is dated. */
  constructor(extent) {
    this.extent = extent;
    this.width = 1000;
    this.start = 0;
    this.scale = 1;
  }

  get span() {
    return this.width / this.scale;
  }

  get end() {
    return this.start + this.span;
  }

  get widest() {
    const whole = this.extent ? this.extent.last - this.extent.first + 1 : 0;
    return Math.min(Math.max(whole * 4, LEAST_WIDEST), LATEST - EARLIEST);
  }

  x(day) {
    return (day - this.start) * this.scale;
  }

  day(x) {
    return this.start + x / this.scale;
  }

  /** Show from the beginning of one moment to another. */
  show(start, end) {
    this.scale = this.width / Math.max(end - start, SHORTEST);
    this.start = start;
    this._keep();
  }

  resize(width) {
    const { start, end } = this;
    this.width = Math.max(width, 1);
    this.show(start, end);
  }

  pan(pixels) {
    this.start += pixels / this.scale;
    this._keep();
  }

  /** Make everything `factor` times larger; what is at `x` stays there. */
  zoom(factor, x) {
    const day = this.day(x);
    const span = Math.min(Math.max(this.span / factor, SHORTEST), Math.max(this.widest, this.span));
    this.scale = this.width / span;
    this.start = day - x / this.scale;
    this._keep();
  }

  /** Something is known to last until a day after what was thought the last; whether that makes much of a difference. */
  reach(day) {
    if (!this.extent || day <= this.extent.last) return false;
    const before = this.extent.last - this.extent.first;
    this.extent.last = day;
    return day - this.extent.first > before * (1 + MARGIN) + LEAST_WHOLE;
  }

  /** The start and end that show all there is, with a margin. */
  whole(today) {
    const { first, last } = this.extent ?? { first: today - 180, last: today + 180 };
    const days = last + 1 - first;
    const margin = Math.max(days * MARGIN, (LEAST_WHOLE - days) / 2, 1);
    return { start: first - margin, end: last + 1 + margin };
  }

  _keep() {
    const span = Math.min(this.span, LATEST - EARLIEST);
    this.scale = this.width / span;
    this.start = Math.min(Math.max(this.start, EARLIEST), LATEST - span);
  }
}

/** A move of the view from where it is to a start and an end, the width changing by equal factors. */
export class Move {
  constructor(view, start, end, now, milliseconds) {
    Object.assign(this, { view, now, milliseconds });
    this.from = { start: view.start, end: view.end };
    this.to = { start, end };
  }

  /** Go on to this moment; whether the move is over. */
  step(now) {
    // A frame may bear an earlier time than the step that asked for it.
    const past = this.milliseconds ? Math.max((now - this.now) / this.milliseconds, 0) : 1;
    if (past >= 1) {
      this.view.show(this.to.start, this.to.end);
      return true;
    }
    const eased = 1 - (1 - past) ** 3;
    const spans = [this.from.end - this.from.start, this.to.end - this.to.start];
    const span = spans[0] * (spans[1] / spans[0]) ** eased;
    // The start follows the width, so that the point that both ends share stays where it is.
    const grown = Math.abs(spans[1] - spans[0]) < 1e-9 * spans[0] ? eased : (span - spans[0]) / (spans[1] - spans[0]);
    const start = this.from.start + (this.to.start - this.from.start) * grown;
    this.view.show(start, start + span);
    return false;
  }
}
