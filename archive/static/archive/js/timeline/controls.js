/** The buttons, the jump to a date, and the choice of lanes. */

import { readDate } from "./calendar.js";

export class Controls {
  /** `act`: `{all, today, step(factor), jump(start, end), lanes(by, order)}`. */
  constructor(section, words, act) {
    Object.assign(this, { words, act });
    const find = (name) => section.querySelector(`[data-${name}]`);
    this.form = find("jump");
    this.problem = find("jump-problem");
    this.by = find("choose-by");
    this.order = find("choose-order");
    const steps = { all: act.all, today: act.today, "zoom-in": () => act.step(2), "zoom-out": () => act.step(0.5) };
    for (const [name, step] of Object.entries(steps)) find(name).addEventListener("click", step);
    this.form.addEventListener("submit", (event) => this._jump(event));
    this.form.addEventListener("input", () => this._tell(""));
    for (const choice of [this.by, this.order]) {
      choice.addEventListener("change", () => act.lanes(this.by.value, this.order.value));
    }
  }

  /** Show which lanes are drawn. */
  show(by, order) {
    this.by.value = by;
    this.order.value = order;
    this.order.hidden = !by;
  }

  _jump(event) {
    event.preventDefault();
    const field = this.form.elements.namedItem("date");
    const text = field.value.trim();
    const date = readDate(text);
    if (date) {
      this._tell("");
      this.act.jump(date.first, date.last + 1);
      return;
    }
    this._tell(text ? this.words.text("no-date", { text }) : this.words.text("which-date"));
    field.focus();
  }

  _tell(problem) {
    this.problem.textContent = problem;
    this.form.elements.namedItem("date").toggleAttribute("aria-invalid", Boolean(problem));
  }
}
