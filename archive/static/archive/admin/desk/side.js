/** The side of the desk while no form is open: how far one is, what is not saved yet, what waits to be submitted. */

import { make } from "./words.js";

/** pixels that stay free below */
const FOOT = 12;

export class Side {
  constructor(element, words, acts) {
    this.element = element;
    this.overview = element.querySelector("[data-overview]");
    this.form = element.querySelector("[data-form]");
    this.words = words;
    this.acts = acts;
    this.find = (name) => this.overview.querySelector(`[data-${name}]`);
  }

  /** Whether a form stands there instead. */
  turn(hasForm) {
    this.overview.hidden = hasForm;
    this.form.hidden = !hasForm;
    if (!hasForm) {
      this.form.replaceChildren();
    }
    this.fit();
  }

  /** As tall as the window has room for below where it stands, so that its foot is always in view. */
  fit() {
    const isSheet = getComputedStyle(this.element).position === "fixed";
    const { top } = this.element.getBoundingClientRect();
    this.element.style.maxBlockSize = isSheet ? "" : `${innerHeight - Math.max(top, 0) - FOOT}px`;
  }

  show({ coverage, ghosts, records, kept, mayUndo }) {
    const all = coverage.sentences.length;
    const cited = coverage.number;
    this.find("progress").textContent =
      cited === all && all ? this.words.say("allCited") : this.words.say("progress", { cited, all });
    this._waiting(ghosts);
    if (this.find("undo")) {
      this.find("undo").disabled = !mayUndo;
      this._drafts(records.drafts);
      this._kept(kept);
    }
  }

  _waiting(ghosts) {
    const line = this.find("waiting");
    const number = ghosts.all.length;
    line.hidden = ghosts.hasCome && !number;
    line.textContent = !ghosts.hasCome
      ? this.words.say("looking")
      : this.words.say(number === 1 ? "oneProposal" : "proposals", { number });
  }

  _drafts(drafts) {
    const holder = this.find("drafts");
    holder.hidden = !drafts.length;
    const lines = drafts.map((record) => {
      const open = make("button", { type: "button", class: `note note-${record.kind}` }, record.speaker ? make("b", {}, record.speaker) : null, " ", make("span", { class: "note-words" }, record.title));
      open.addEventListener("click", () => this.acts.open(record.id));
      return make("li", {}, open);
    });
    holder.querySelector("ul").replaceChildren(...lines);
  }

  _kept(kept) {
    const holder = this.find("kept");
    holder.hidden = !kept.length;
    const lines = kept.map((content) => {
      const told = content.values.quote || content.values.title || content.values.summary || this.words.say(content.kind);
      const open = make("button", { type: "button", class: "desk-link" }, `${this.words.say(content.kind)}: ${told.slice(0, 60)}`);
      const discard = make("button", { type: "button", class: "desk-link" }, this.words.say("discard"));
      open.addEventListener("click", () => this.acts.reopen(content));
      discard.addEventListener("click", () => this.acts.discard(content));
      return make("li", {}, open, " ", discard);
    });
    holder.querySelector("ul").replaceChildren(...lines);
  }
}
