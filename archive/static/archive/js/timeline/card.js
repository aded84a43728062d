/** The card of an event or of a bar of density: one element, shown beside what the pointer or the focus is on. */

const WIDTH = 300;
const LINGER = 220;

export class Card {
  constructor(element, words) {
    Object.assign(this, { element, words });
    this.of = null;
    this.link = element.querySelector("a");
    element.addEventListener("pointerenter", () => clearTimeout(this.leaving));
    element.addEventListener("pointerleave", () => this.leave());
  }

  /** Show an event's card beside a place of the stage. */
  showEvent(item, x, y, stage) {
    const { event } = item;
    const facts = [this.words.text(`factuality-${event.factuality}`)];
    if (event.denied) facts.push(this.words.text("denied"));
    this._show(item.key, x, y, stage, {
      overline: [event.when || this.words.text("undated"), event.kind].filter(Boolean).join(" · "),
      title: event.title,
      language: event.language,
      url: event.url,
      facts: facts.join(" · "),
      counts: event.counts,
    });
  }

  /** Show how many begin in a bar. */
  showBar(bar, words, x, y, stage) {
    this._show(`bar ${bar.day} ${bar.days}`, x, y, stage, { overline: words.span, title: words.count, facts: words.offer });
  }

  /** Away with it, unless the pointer reaches it first. */
  leave() {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => this.hide(), LINGER);
  }

  hide() {
    clearTimeout(this.leaving);
    this.of = null;
    this.element.hidden = true;
  }

  _show(of, x, y, stage, texts) {
    clearTimeout(this.leaving);
    if (this.of !== of) this._fill(texts);
    this.of = of;
    this._place(x, y, stage);
    this.element.hidden = false;
  }

  _fill({ overline, title, language, url, facts, counts }) {
    const part = (name) => this.element.querySelector(`[data-card="${name}"]`);
    part("overline").textContent = overline;
    this.link.textContent = title;
    this.link.lang = language || document.documentElement.lang;
    if (url) this.link.href = url;
    else this.link.removeAttribute("href");
    part("facts").textContent = facts ?? "";
    part("counts").textContent = counts ?? "";
  }

  /** Above the place where there is room, else below it; never beyond the sides of the stage. */
  _place(x, y, { width, height, rowHeight }) {
    const wide = Math.min(WIDTH, width - 16);
    const { style } = this.element;
    style.inlineSize = `${wide}px`;
    style.left = `${Math.max(8, Math.min(x - 24, width - wide - 8))}px`;
    const above = y > height * 0.4;
    style.bottom = above ? `${height - y + 8}px` : "auto";
    style.top = above ? "auto" : `${y + rowHeight + 8}px`;
  }
}
