/** The coding desk of a source: brings its parts together over the element `#desk`. */

import { Acts } from "./acts.js";
import { Coverage } from "./coverage.js";
import { Ghosts } from "./ghosts.js";
import { Keeping } from "./keeping.js";
import { Keys } from "./keys.js";
import { Marks } from "./marks.js";
import { Notes } from "./notes.js";
import { Records } from "./records.js";
import { Selecting } from "./selecting.js";
import { Sheet } from "./sheet.js";
import { Side } from "./side.js";
import { LoggedOut, Talk } from "./talk.js";
import { Words } from "./words.js";

const SAID_FOR = 6000;
/** within so many milliseconds a second click follows the first */
const TWICE = 260;

class Desk {
  constructor(element) {
    const data = element.dataset;
    const find = (name) => element.querySelector(`[data-${name}]`);
    this.element = element;
    this.mayCode = "mayCode" in data;
    this.source = { uuid: data.source, name: data.sourceName };
    this.words = new Words(document.getElementById("desk-words"));
    this.talk = new Talk(data);
    this.talk.onBusy = (message) => this.say(message);
    this.days = [];
    this.kept = [];
    this.mayUndo = false;
    this.form = null;
    this.line = find("said");
    this.tools = find("tools");
    this.acts = new Acts(this);
    this.sheet = new Sheet(find("text"));
    this.marks = new Marks(this.sheet);
    this.notes = new Notes(this.sheet, this.words, this.acts);
    this.records = new Records(this);
    this.ghosts = new Ghosts(this);
    this.coverage = new Coverage(find("coverage"), this.sheet, (sentence) => this.acts.go(sentence));
    this.selecting = new Selecting(this.sheet, this.coverage, (span) => this._selected(span));
    this.keeping = new Keeping(this.talk, this.source.uuid, (form, word) => form === this.form && form.say(this.words.say(word)));
    this.side = new Side(find("side"), this.words, this.acts);
    this.keys = new Keys(find("keys"), this);
    this.asks = {
      find: (kinds, text) => this._find(kinds, text),
      make: (name, kind) => this.acts.makeActor(name, kind),
    };
    this._listen();
  }

  _listen() {
    this.element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) {
        this.acts[button.dataset.do]();
      }
    });
    // A tool does not take the selection away.
    this.tools.addEventListener("pointerdown", (event) => event.preventDefault());
    this.sheet.element.addEventListener("click", (event) => this._clicked(event));
    this.sheet.element.addEventListener("pointermove", (event) => this._pointed(event));
    this.sheet.element.addEventListener("pointerleave", () => this.light([]));
    for (const moved of ["scroll", "resize"]) {
      addEventListener(moved, () => this._moved(), { passive: true });
    }
  }

  async open() {
    const state = await this._asked("state");
    if (!state) {
      return;
    }
    this.take(state);
    this.element.setAttribute("data-ready", "");
    performance.mark("desk-ready");
    if (this.kept.length) {
      this.acts.reopen(this.kept[0]);
    }
    const offered = await this._asked("proposals");
    if (offered) {
      this.days = offered.days;
      this.ghosts.set(offered.proposals);
      this.element.setAttribute("data-proposed", "");
      this.show();
    }
  }

  async _asked(name) {
    try {
      return await this.talk.ask(name);
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  /** Everything as the archive has it now. */
  take(state) {
    this.records.set(state.records);
    this.coverage.set(state.sentences, this.records.spans);
    this.kept = this.mayCode ? this.keeping.all(state.kept) : [];
    this.mayUndo = state.may_undo;
    this.show();
  }

  /** Some records as they stand now. */
  update({ records = [], may_undo: mayUndo, gone }) {
    records.forEach((row) => this.records.put(row));
    if (gone) {
      this.records.remove(gone);
    }
    this.mayUndo = mayUndo;
    this.coverage.count(this.records.spans);
    this.show();
  }

  show() {
    this.ghosts.refresh();
    this.side.show(this);
  }

  async _find(kinds, text) {
    const { found } = await this.talk.ask("find", [...kinds.map((kind) => ["kind", kind]), ["q", text]]);
    return found;
  }

  async posts(actor) {
    const { posts } = await this.talk.ask("posts", [["actor", actor]]).catch(() => ({ posts: [] }));
    return posts;
  }

  /** Say something in passing. */
  say(text) {
    this.line.textContent = text;
    this.line.hidden = !text;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      this.line.hidden = true;
    }, SAID_FOR);
  }

  failed(error) {
    this.say(this.words.say(error instanceof LoggedOut ? "loggedOut" : "noAnswer"));
  }

  // What is pointed at

  _selected(span) {
    this.marks.show("here", span ? [span] : []);
    this._placeTools();
  }

  _moved() {
    this.side.fit();
    this._placeTools();
  }

  _placeTools() {
    const { span } = this.selecting;
    const isShown = Boolean(span) && this.mayCode && !this.form;
    this.tools.hidden = !isShown;
    if (isShown) {
      const { left, bottom, top, width } = this.sheet.box(span.start, span.end);
      const below = bottom + 8 + this.tools.offsetHeight < innerHeight;
      const at = below ? bottom + 8 : Math.max(8, top - this.tools.offsetHeight - 8);
      const x = Math.min(left + width / 2 - this.tools.offsetWidth / 2, innerWidth - this.tools.offsetWidth - 8);
      const first = this.sheet.element.getBoundingClientRect().left;
      this.tools.style.translate = `${Math.max(first, x)}px ${at}px`;
    }
  }

  _clicked(event) {
    if (event.target.closest(".desk-notes")) {
      return;
    }
    // Whoever clicks twice selects words: wait for that before what is marked there opens.
    clearTimeout(this.opening);
    if (event.detail > 1 || !document.getSelection().isCollapsed) {
      return;
    }
    const [marked] = this._markedAt(event);
    if (marked) {
      this.opening = setTimeout(() => this.acts.open(marked.owner), TWICE);
    } else if (this.selecting.span) {
      this.selecting.clear();
    }
  }

  _markedAt({ clientX, clientY }) {
    const point = this.sheet.pointAt(clientX, clientY);
    return point === null ? [] : this.marks.at(point);
  }

  _pointed(event) {
    if (event.buttons || event.target.closest(".desk-notes")) {
      return;
    }
    cancelAnimationFrame(this.pointing);
    this.pointing = requestAnimationFrame(() => {
      const marked = this._markedAt(event);
      this.sheet.element.classList.toggle("is-over-mark", marked.length > 0);
      this.light(marked.map((span) => span.owner));
    });
  }

  /** Light the words and the notes of these records and proposals. */
  light(ids) {
    const together = ids.join(" ");
    if (together === this.lit) {
      return;
    }
    this.lit = together;
    this.marks.show("lit", this.marks.of(ids));
    this.notes.light(ids);
  }

  /** From the text to the form or the list beside it, and back. */
  otherSide() {
    if (document.activeElement.closest("[data-side]")) {
      this.sheet.element.focus({ preventScroll: true });
    } else if (this.form) {
      this.form.focus();
    } else {
      this.side.overview.querySelector("button")?.focus();
    }
  }
}

const desk = new Desk(document.getElementById("desk"));
desk.open();
