/** The density for the keyboard: one slider, whose values are the bars that stand in the view. */

import { civil } from "./calendar.js";

const YEARS_FROM = 4096;

/** `{span, count, offer}`: the words for a bar. */
export function barWords(bar, words) {
  const count = bar.sure ? words.counted("begin", bar.count) : words.counted("about-begin", Math.max(Math.round(bar.count), 1));
  return { span: spanWords(bar, words), count, offer: words.text("zoom-in-here") };
}

function spanWords({ day, days }, words) {
  if (days < 1) {
    const [from, to] = [words.time(day), words.time(day + days)];
    return words.text("times", { day: words.day(Math.floor(day)), from, to: to === "00:00" ? "24:00" : to });
  }
  const last = day + days - 1;
  return words.range(day, last, days >= YEARS_FROM || Math.abs(civil(day).year) > 9990 ? "year" : "day");
}

export class Bins {
  /** `shown(bar, lane)` shows the card of a bar, `enter(bar)` goes into it, `pan(share)` moves the view. */
  constructor(element, drawing, words, { shown, left, enter, pan }) {
    Object.assign(this, { element, drawing, words, shown, left, enter, pan });
    this.lane = 0;
    element.addEventListener("focus", () => this._focus());
    element.addEventListener("blur", () => this._blur());
    element.addEventListener("keydown", (event) => this._key(event));
  }

  _visible() {
    const { view, bars } = this.drawing;
    this.lane = Math.min(this.lane, bars.length - 1);
    return bars[this.lane].filter((bar) => bar.day + bar.days > view.start && bar.day < view.end);
  }

  _focus() {
    const visible = this._visible();
    this.day ??= (this.drawing.view.start + this.drawing.view.end) / 2;
    const away = (bar) => Math.abs(bar.day + bar.days / 2 - this.day);
    this._choose(visible.reduce((best, bar) => (!best || away(bar) < away(best) ? bar : best), null), visible);
  }

  _blur() {
    this.drawing.activeBar = null;
    this.drawing.request();
    this.left();
  }

  /** After a frame: what is chosen is where the view has moved it. */
  follow() {
    if (document.activeElement !== this.element || this.drawing.activeBar) return;
    this._focus();
  }

  _choose(bar, visible) {
    const { element, drawing } = this;
    element.setAttribute("aria-valuemax", String(Math.max(visible.length - 1, 0)));
    element.setAttribute("aria-valuenow", String(Math.max(visible.indexOf(bar), 0)));
    const { span, count } = bar ? barWords(bar, this.words) : { span: "", count: this.words.counted("begin", 0) };
    const lane = drawing.lanes[this.lane];
    element.setAttribute("aria-valuetext", [lane.name, span, count].filter(Boolean).join(", "));
    if (!bar) return;
    this.day = bar.day + bar.days / 2;
    drawing.activeBar = bar;
    drawing.request();
    this._place(bar, lane);
    this.shown(bar, lane);
  }

  _place(bar, lane) {
    const { view } = this.drawing;
    const left = Math.max(view.x(bar.day), 0);
    const right = Math.min(Math.max(view.x(bar.day + bar.days), left + 8), view.width);
    this.element.style.transform = `translate(${left}px, ${lane.base - lane.outline}px)`;
    this.element.style.width = `${right - left}px`;
    this.element.style.height = `${lane.outline}px`;
  }

  _key(event) {
    const visible = this._visible();
    const at = visible.indexOf(this.drawing.activeBar);
    const moves = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: visible.length - 1 };
    if (event.key in moves) this._step(visible, moves[event.key]);
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") this._stepLane(event.key === "ArrowUp" ? -1 : 1);
    else if ((event.key === "Enter" || event.key === " ") && visible[at]) this.enter(visible[at]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  _step(visible, to) {
    if (visible[to]) {
      this._choose(visible[to], visible);
      return;
    }
    this.day += (to < 0 ? -0.5 : 0.5) * this.drawing.view.span;
    this.pan(to < 0 ? -0.5 : 0.5);
  }

  _stepLane(by) {
    this.lane = Math.min(Math.max(this.lane + by, 0), this.drawing.lanes.length - 1);
    this._focus();
  }
}
