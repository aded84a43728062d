/** A field that finds records as one types, and makes an actor in place (the ARIA pattern of a combobox with a list). */

import { make } from "./words.js";

const PAUSE = 120;
let number = 0;

export class Combo {
  /** `asks`: {find(kinds, text), make(name, kind)}; `chosen(entry)` is told of each record that is picked. */
  constructor(holder, { asks, words, chosen, cleared }) {
    number += 1;
    this.asks = asks;
    this.words = words;
    this.chosen = chosen;
    this.cleared = cleared;
    this.kinds = holder.dataset.kinds.split(" ");
    this.makes = holder.dataset.make;
    this.options = [];
    this.active = -1;
    const id = `desk-combo-${number}`;
    this.input = make("input", {
      ...{ role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false", "aria-controls": id },
      ...{ "aria-autocomplete": "list", "data-search": holder.dataset.combo || "station" },
    });
    this.list = make("ul", { class: "combo-list", role: "listbox", id, hidden: true, "aria-label": holder.dataset.label });
    this.making = make("div", { class: "combo-making", hidden: true });
    this.label = make("label", {}, holder.dataset.label, this.input);
    holder.append(make("div", { class: "combo" }, this.label, this.list, this.making));
    this.input.addEventListener("input", () => this._typed());
    this.input.addEventListener("keydown", (event) => this._key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this._pick([...this.list.children].indexOf(event.target.closest("li"))));
  }

  get isOpen() {
    return !this.list.hidden;
  }

  /** Look for what stands in the field already, as if it had been typed. */
  search(text) {
    this.input.value = text;
    this._look();
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  _typed() {
    this.cleared?.(this.input.value);
    clearTimeout(this.waiting);
    this.isLooking = Boolean(this.input.value.trim());
    this.waiting = setTimeout(() => this._look(), PAUSE);
  }

  async _look() {
    const text = this.input.value.trim();
    if (!text) {
      this.isLooking = false;
      this.close();
      return;
    }
    const found = await this.asks.find(this.kinds, text).catch(() => []);
    if (this.input.value.trim() === text && this.input.isConnected) {
      this.isLooking = false;
      this._show(found, text);
    }
  }

  _show(found, text) {
    this.options = this.makes ? [...found, { makes: text }] : found;
    const items = this.options.map((option, place) => {
      const item = make("li", { role: "option", id: `${this.list.id}-${place}`, "aria-selected": "false" });
      if (option.makes) {
        item.append(make("span", { class: "combo-make" }, this.words.say("make", { name: option.makes })));
      } else {
        const note = [option.note, option.status === "draft" ? this.words.say("draft") : ""].filter(Boolean).join(" · ");
        item.append(make("span", {}, option.name), note ? make("small", {}, note) : "");
      }
      return item;
    });
    if (!items.length) {
      items.push(make("li", { class: "combo-nothing", role: "option", "aria-disabled": "true" }, this.words.say("nothingFound")));
    }
    this.list.replaceChildren(...items);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this._activate(this.options.length ? 0 : -1);
  }

  _activate(place) {
    this.active = place;
    [...this.list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)));
    const item = this.list.children[place];
    if (item && place >= 0) {
      this.input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    }
  }

  _key(event) {
    const last = this.options.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!this.isOpen) {
        this._look();
      } else if (last >= 0) {
        const next = this.active + (event.key === "ArrowDown" ? 1 : -1);
        this._activate(next > last ? 0 : next < 0 ? last : next);
      }
    } else if (event.key === "Enter" && this.isLooking) {
      // Quicker than the answer: wait for it instead of saving without the name.
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && this.isOpen && this.active >= 0) {
      event.preventDefault();
      event.stopPropagation();
      this._pick(this.active);
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  _pick(place) {
    const option = this.options[place];
    if (!option) {
      return;
    }
    this.close();
    if (option.makes) {
      this._ask(option.makes);
    } else {
      this.chosen(option);
    }
  }

  /** What kind of actor it is, then make it. */
  _ask(name) {
    const label = document.getElementById("desk-actor-kinds").content.firstElementChild.cloneNode(true);
    const select = label.querySelector("select");
    const button = make("button", { type: "button", class: "desk-button" }, this.words.say("make", { name }));
    const problem = make("p", { class: "field-problem", hidden: true });
    let isAsked = false;
    const done = async () => {
      if (isAsked) {
        return;
      }
      isAsked = true;
      const answer = await this.asks.make(name, select.value);
      isAsked = false;
      if (answer.made) {
        this.making.hidden = true;
        this.chosen(answer.made);
      } else {
        problem.textContent = answer.problems.map(({ message }) => message).join(" ");
        problem.hidden = false;
      }
    };
    button.addEventListener("click", done);
    this.making.onkeydown = (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        event.stopPropagation();
        done();
      } else if (event.key === "Escape") {
        event.stopPropagation();
        this.making.hidden = true;
        this.input.focus();
      }
    };
    this.making.replaceChildren(label, button, problem);
    this.making.hidden = false;
    select.focus();
  }
}
