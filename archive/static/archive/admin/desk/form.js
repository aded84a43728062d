/** A form beside the text. It holds `values` in the shapes of the record's document, and shows them in its fields. */

import { Chain, Figures, Many, One } from "./references.js";
import { make } from "./words.js";

export class Form {
  /**
   * `holder` is where it stands; `opened` says what it is of: {kind, key, uuid, version, status, url, mine, values, names,
   * reasons, speakerText}; `desk` what it needs of the desk: {words, tools, source, sheet, posts(actor), acts}.
   */
  constructor(holder, opened, desk) {
    Object.assign(this, opened);
    this.names ||= {};
    this.words = desk.words;
    this.tools = { asks: desk.asks, words: desk.words };
    this.source = desk.source;
    this.desk = desk;
    this.isChanged = Boolean(opened.isChanged);
    this.element = document.getElementById(`desk-form-${this.kind}`).content.firstElementChild.cloneNode(true);
    this.find = (name) => this.element.querySelector(`[data-${name}]`);
    holder.replaceChildren(this.element);
    this._head();
    this._fields();
    this._references();
    this._acts();
    this.showWords();
    if (this.speakerText && !this.values.speaker) {
      this.parts.speaker?.combo.search(this.speakerText);
    }
  }

  get isRecord() {
    return this.kind === "statement" || this.kind === "event";
  }

  _head() {
    this.find("title").textContent = this.words.say(this.kind);
    const reasons = this.reasons || [];
    this.find("reasons").replaceChildren(...reasons.map((reason) => make("li", {}, reason)));
    this.find("reasons").hidden = !reasons.length;
    this.find("reason").hidden = this.status !== "published";
    const full = this.find("full");
    full.hidden = !this.url;
    if (this.url) {
      full.href = this.url;
    }
    this.find("delete").hidden = !(this.mine && this.status === "draft");
  }

  _fields() {
    this.element.querySelectorAll("[name]").forEach((field) => {
      const value = this.values[field.name] ?? "";
      if (field.tagName === "SELECT" && value && ![...field.options].some((option) => option.value === value)) {
        field.append(new Option(value, value));
      }
      field.value = value;
      if (!field.value && field.tagName === "SELECT" && field.options.length) {
        field.selectedIndex = 0;
      }
      if (field.name !== "position" && field.name !== "reason") {
        this.values[field.name] = field.value;
      }
      field.addEventListener("input", () => {
        this.values[field.name] = field.name === "position" ? field.value || null : field.value;
        this.changed(field.name);
      });
      if (field.classList.contains("edtf-input") && field.value) {
        // `dates.js` says what it means once it stands in the page.
        queueMicrotask(() => field.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "shown" })));
      }
    });
    this.element.addEventListener("keydown", (event) => this._key(event));
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.desk.acts.save();
    });
  }

  _references() {
    this.parts = {};
    this.element.querySelectorAll("[data-combo]").forEach((holder) => {
      const Part = holder.dataset.many === undefined ? One : Many;
      this.parts[holder.dataset.combo] = new Part(holder, this);
    });
    const chain = this.find("chain");
    if (chain) {
      this.parts.chains = new Chain(chain, this);
    }
    const figures = this.find("figures");
    if (figures) {
      this.parts.figures = new Figures(figures, this);
    }
    if (this.kind === "statement" && this.values.speaker) {
      this.parts.chains.speak(this.values.speaker);
      this._posts(this.values.speaker);
    }
  }

  _acts() {
    const on = (name, act) => this.find(name).addEventListener("click", act);
    on("close", () => this.desk.acts.close());
    on("take", () => this.desk.acts.take());
    on("delete", () => this.desk.acts.delete());
  }

  _key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      this.desk.acts.close();
    } else if (event.key === "Enter" && !event.shiftKey && !event.target.closest("button, a, summary")) {
      event.preventDefault();
      this.desk.acts.save();
    }
  }

  /** Something was typed or chosen. */
  changed(name, entry) {
    this.isChanged = true;
    if (name === "record") {
      this.recordKind = entry?.kind;
    }
    if (name === "speaker") {
      this.parts.chains?.speak(this.values.speaker);
      this._posts(this.values.speaker, entry?.posts);
    }
    this.desk.acts.changed();
  }

  /** The posts of the speaker, to choose from. */
  async _posts(actor, known) {
    const holder = this.find("posts");
    const posts = known || (actor ? await this.desk.posts(actor) : []);
    if (actor !== this.values.speaker) {
      return;
    }
    const select = holder.querySelector("select");
    select.replaceChildren(new Option("–", ""), ...posts.map((post) => new Option([post.name, post.held].filter(Boolean).join(" · "), post.uuid)));
    if (!posts.some((post) => post.uuid === this.values.position)) {
      this.values.position = null;
    }
    select.value = this.values.position || "";
    holder.hidden = !posts.length;
  }

  /** The words that are cited, as they stand in the text. */
  showWords() {
    const { sheet, words } = this.desk;
    const shown = (this.values.citations || []).map(({ start, end, supports }) =>
      make("span", { class: supports ? "cited-for" : "" }, sheet.words(start, end)),
    );
    this.find("cited").replaceChildren(...(shown.length ? shown : [words.say("noWords")]));
  }

  /** What is sent to be saved, and what is kept meanwhile. */
  content() {
    const { kind, key, uuid, version, values, names, reasons, status, url, mine, proposal } = this;
    return { kind, key, uuid, version, values, names, reasons, status, url, mine, proposal };
  }

  say(text) {
    this.find("kept-line").textContent = text;
  }

  /** Each problem at its field, the others above all. */
  showProblems(problems) {
    this.element.querySelectorAll(".field-problem").forEach((line) => line.remove());
    const unplaced = [];
    let first = null;
    for (const { field, message } of problems) {
      const input = this.element.querySelector(`[name="${CSS.escape(field)}"]`) || this.parts[field]?.input;
      if (input) {
        const line = make("p", { class: "field-problem" }, message);
        input.closest(".desk-field").append(line);
        input.closest("details")?.setAttribute("open", "");
        input.setAttribute("aria-invalid", "true");
        first ||= input;
      } else {
        unplaced.push(message);
      }
    }
    const list = this.find("problems");
    list.replaceChildren(...unplaced.map((message) => make("li", {}, message)));
    list.hidden = !unplaced.length;
    (first || list).focus();
    first?.closest(".desk-field").scrollIntoView({ block: "nearest" });
  }

  /** What somebody else changed since the form was opened. */
  showMeanwhile(differences, version) {
    const lines = differences.flatMap(({ label, before, after }) => [
      make("dt", {}, label),
      ...before.map((line) => make("dd", {}, `${this.words.say("was")}: ${line}`)),
      ...after.map((line) => make("dd", {}, `${this.words.say("is")}: ${line}`)),
    ]);
    this.find("meanwhile").hidden = false;
    this.find("meanwhile").querySelector("dl").replaceChildren(...lines);
    this.newest = version;
    this.find("replace").focus();
  }

  /** The version that the person saw, or the newer one whose changes they read and chose to replace. */
  get baseVersion() {
    return this.newest && this.find("replace").checked ? this.newest : this.version;
  }

  focus() {
    const wanted = { statement: "speaker", mention: "actor", cite: "record" }[this.kind];
    const part = this.parts[wanted];
    const isEmpty = part && !this.values[wanted];
    const field = this.kind === "event" ? this.element.querySelector("[name=title]") : this.find("save");
    // The text stays where it is.
    (isEmpty ? part.input : field).focus({ preventScroll: true });
  }
}
