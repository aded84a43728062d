/** What the pointer, a finger or the focus is on: it is marked in the drawing and has its card; a press opens it. */

import { barWords } from "./bins.js";

const REACH = 3;
const REACH_OF_FINGER = 22;
const AFTER = 60;

export class Pointing {
  constructor({ stage, drawing, links, card, words, theme }) {
    Object.assign(this, { stage, drawing, links, card, words, theme });
    links.element.addEventListener("focusin", (event) => this._focus(event.target));
    links.element.addEventListener("focusout", () => this._leave());
  }

  /** The pointer has come to a place of the drawing, or left it (null). */
  point(at) {
    clearTimeout(this.coming);
    this.coming = setTimeout(() => {
      if (!this.links.focused) this._show(at);
    }, AFTER);
  }

  /** A press on an event opens it. A finger cannot hover: its first press shows the card, which opens it. */
  press(event, at, touched) {
    const link = event.target.closest("a");
    const item = link ? this.links.itemOf(link, this.drawing.items) : this.drawing.itemAt(at, touched ? REACH_OF_FINGER : REACH);
    if (item && touched && this.card.of !== item.key) {
      event.preventDefault();
      this._activate(item.key, null);
      this._showEvent(item, at.x);
    } else if (item && !link) {
      location.assign(item.event.url);
    } else if (!item && touched) {
      this._show(at);
    }
  }

  showBar(bar, lane) {
    const { view } = this.drawing;
    const x = Math.max(Math.min(view.x(bar.day + bar.days / 2), view.width), 0);
    this.card.showBar(bar, barWords(bar, this.words), this._stageX(x), this.drawing.barTop(bar, lane), this._stageSize());
  }

  _show(at) {
    const item = at && this.drawing.itemAt(at, REACH);
    const found = at && !item && this.drawing.barAt(at);
    this._activate(item?.key ?? "", found?.bar ?? null);
    this.stage.toggleAttribute("data-on-event", Boolean(item));
    if (item) this._showEvent(item, at.x);
    else if (found) this.showBar(found.bar, found.lane);
    else this.card.leave();
  }

  _activate(key, bar) {
    const { drawing } = this;
    if (drawing.active === key && drawing.activeBar === bar) return;
    Object.assign(drawing, { active: key, activeBar: bar });
    drawing.request();
  }

  _showEvent(item, x) {
    this.card.showEvent(item, this._stageX(x), item.y, this._stageSize());
  }

  /** The names of lanes stand left of the drawing. */
  _stageX(x) {
    return x + this.stage.clientWidth - this.drawing.view.width;
  }

  _stageSize() {
    return { width: this.stage.clientWidth, height: this.drawing.height, rowHeight: this.theme.rowHeight };
  }

  _focus(link) {
    const item = this.links.itemOf(link, this.drawing.items);
    if (!item || !link.matches(":focus-visible")) return;
    this._activate(item.key, null);
    this._showEvent(item, Math.max(item.x0, 0));
  }

  _leave() {
    this._activate("", null);
    this.card.leave();
  }
}
