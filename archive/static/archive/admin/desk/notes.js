/** The notes in the margin: beside each paragraph the records and proposals whose words begin in it. */

import { make } from "./words.js";

const AHEAD = "900px 0px";
/** beside one paragraph; more are told shorter */
const ROOM = 3;

export class Notes {
  constructor(sheet, words, acts) {
    this.sheet = sheet;
    this.words = words;
    this.acts = acts;
    /** line → its records and proposals; filled in when the line comes near the window */
    this.byLine = new Map();
    this.lineOf = new Map();
    this.near = new Set();
    this.observer = new IntersectionObserver((entries) => this._come(entries), { rootMargin: AHEAD });
    sheet.lines.forEach((line) => this.observer.observe(line.row));
    sheet.element.addEventListener("click", (event) => this._click(event));
    for (const [type, isOver] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
      sheet.element.addEventListener(type, (event) => this._light(event, isOver));
    }
  }

  put(item, start) {
    this.take(item.id);
    const line = this.sheet.lines[this.sheet.lineNumber(start)];
    const items = this.byLine.get(line) || [];
    this.byLine.set(line, [...items, { ...item, start }].sort((one, other) => one.start - other.start));
    this.lineOf.set(item.id, line);
    this._write(line);
  }

  take(id) {
    const line = this.lineOf.get(id);
    if (line) {
      this.byLine.set(line, this.byLine.get(line).filter((item) => item.id !== id));
      this.lineOf.delete(id);
      this._write(line);
    }
  }

  element(id) {
    const line = this.lineOf.get(id);
    if (line && !this.near.has(line)) {
      this.near.add(line);
      this._write(line);
    }
    return line?.row.querySelector(`[data-id="${CSS.escape(id)}"]`);
  }

  /** Light the notes of these records, and no others. */
  light(ids) {
    this.sheet.element.querySelectorAll(".note-lit").forEach((note) => note.classList.remove("note-lit"));
    ids.forEach((id) => this.element(id)?.classList.add("note-lit"));
  }

  _come(entries) {
    for (const { target, isIntersecting } of entries) {
      const line = this.sheet.byRow.get(target);
      if (isIntersecting && !this.near.has(line)) {
        this.near.add(line);
        this._write(line);
      }
    }
  }

  _write(line) {
    const items = this.byLine.get(line);
    if (!items || !this.near.has(line)) {
      return;
    }
    let list = line.row.querySelector(".desk-notes");
    if (!list) {
      list = make("ul", { class: "desk-notes" });
      line.row.append(list);
    }
    list.classList.toggle("are-many", items.length > ROOM);
    list.replaceChildren(...items.map((item) => make("li", {}, item.key ? this._proposal(item) : this._record(item))));
  }

  _record({ id, kind, title, speaker, day, status, pending, quoted, sort }) {
    const state = pending ? "pending" : { draft: "draft", in_review: "inReview", withdrawn: "withdrawn" }[status];
    const spoken = quoted ? `“${title}”` : title;
    return make(
      "button",
      { type: "button", class: `note note-${kind} note-is-${status} note-sort-${sort}`, "data-id": id, "data-act": "open" },
      speaker ? make("b", {}, speaker) : null,
      speaker ? " " : null,
      make("span", { class: "note-words" }, spoken),
      make("small", {}, [day, state ? this.words.say(state) : ""].filter(Boolean).join(" · ")),
    );
  }

  _proposal({ id, speaker, day, reasons, start, end }) {
    const act = (name) =>
      make("button", { type: "button", class: "desk-link", "data-act": name, "data-of": id }, this.words.say(name));
    return make(
      "div",
      { class: "note note-proposal", "data-id": id, title: reasons.join("\n") },
      make("b", {}, speaker || this.words.say("someone")),
      " ",
      make("span", { class: "note-words" }, this.sheet.words(start, end)),
      day ? make("small", {}, day) : null,
      make("span", { class: "note-acts" }, act("accept"), act("correct"), act("dismiss")),
    );
  }

  _click(event) {
    const button = event.target.closest("[data-act]");
    if (button) {
      this.acts[button.dataset.act](button.dataset.of || button.dataset.id);
    }
  }

  _light(event, isOver) {
    const note = event.target.closest?.("[data-id]");
    if (note) {
      this.acts.point(isOver ? note.dataset.id : null);
    }
  }
}
