/** Fields that hold records: one (`speaker`), many (`topics`), rows with a role (`participants`), a chain's stations. */

import { Combo } from "./combobox.js";
import { make } from "./words.js";

/** One record; what is typed without choosing is no value, and stays in sight. */
export class One {
  constructor(holder, form) {
    this.name = holder.dataset.combo;
    this.form = form;
    this.combo = new Combo(holder, {
      ...form.tools,
      chosen: (entry) => this._set(entry),
      cleared: () => this._clear(),
    });
    this.input = this.combo.input;
    const value = form.values[this.name];
    this.input.value = value ? form.names[value] || "" : "";
    this.input.toggleAttribute("data-chosen", Boolean(value));
    if (holder.dataset.required !== undefined) {
      this.input.setAttribute("aria-required", "true");
    }
  }

  _set(entry) {
    this.form.names[entry.uuid] = entry.name;
    this.form.values[this.name] = entry.uuid;
    this.input.value = entry.name;
    this.input.setAttribute("data-chosen", "");
    this.input.focus();
    this.form.changed(this.name, entry);
  }

  _clear() {
    this.input.removeAttribute("data-chosen");
    if (this.form.values[this.name]) {
      this.form.values[this.name] = null;
      this.form.changed(this.name, null);
    }
  }
}

/** Many records as chips; with `role` each an object of the record and its role. */
export class Many {
  constructor(holder, form) {
    this.name = holder.dataset.combo;
    this.role = holder.dataset.role;
    this.form = form;
    this.form.values[this.name] ||= [];
    this.chips = make("ul", { class: "chips" });
    this.combo = new Combo(holder, { ...form.tools, chosen: (entry) => this._add(entry) });
    this.input = this.combo.input;
    holder.append(this.chips);
    this._show();
  }

  get rows() {
    return this.form.values[this.name];
  }

  _key(row) {
    return this.role ? row[this.role] : row;
  }

  _add(entry) {
    this.form.names[entry.uuid] = entry.name;
    if (!this.rows.some((row) => this._key(row) === entry.uuid)) {
      this.form.values[this.name] = [...this.rows, this.role ? { [this.role]: entry.uuid, role: "" } : entry.uuid];
    }
    this.input.value = "";
    this.input.focus();
    this._changed();
  }

  _changed() {
    this._show();
    this.form.changed(this.name);
  }

  _show() {
    this.chips.replaceChildren(...this.rows.map((row) => this._chip(row)));
  }

  _chip(row) {
    const name = this.form.names[this._key(row)] || "–";
    const remove = make("button", { type: "button", "aria-label": this.form.words.say("remove", { name }) }, "×");
    remove.addEventListener("click", () => {
      this.form.values[this.name] = this.rows.filter((each) => each !== row);
      this._changed();
      this.input.focus();
    });
    return make("li", { class: "chip" }, make("span", {}, name), this.role ? this._roles(row, name) : null, remove);
  }

  _roles(row, name) {
    const select = document.getElementById(`desk-roles-${this.role}`).content.firstElementChild.cloneNode(true);
    select.setAttribute("aria-label", `${select.options[0].textContent}: ${name}`);
    select.value = row.role;
    select.addEventListener("change", () => {
      row.role = select.value;
      this.form.changed(this.name);
    });
    return select;
  }
}

/** The chain within this source: from the speaker outwards to the page; what lies between can be changed here. */
export class Chain {
  constructor(holder, form) {
    this.form = form;
    this.source = form.source;
    this.path = make("ol", { class: "stations" });
    holder.dataset.kinds = "actor source";
    holder.dataset.make = "actor";
    this.combo = new Combo(holder, { ...form.tools, chosen: (entry) => this._add(entry) });
    this.input = this.combo.input;
    holder.append(this.path);
    form.values.chains ||= [];
    this.show();
  }

  /** The chain that ends with this source; undefined if none does. */
  get stations() {
    return this.form.values.chains.find((chain) => chain[chain.length - 1]?.source === this.source.uuid);
  }

  /** The first station of a statement's chains is its speaker; a new statement came from there straight to the page. */
  speak(actor) {
    if (actor && !this.form.uuid && !this.form.values.chains.length) {
      this.form.values.chains.push([{ actor, source: null }, { actor: null, source: this.source.uuid }]);
    }
    this.form.values.chains.forEach((chain) => {
      if (chain.length) {
        chain[0] = { ...chain[0], actor };
      }
    });
    this.show();
  }

  _add(entry) {
    const station = { actor: entry.kind === "actor" ? entry.uuid : null, source: entry.kind === "source" ? entry.uuid : null };
    this.form.names[entry.uuid] = entry.name;
    if (this.stations) {
      this.stations.splice(this.stations.length - 1, 0, station);
    } else {
      this.form.values.chains.push([station, { actor: null, source: this.source.uuid }]);
    }
    this.input.value = "";
    this.input.focus();
    this._changed();
  }

  _changed() {
    this.show();
    this.form.changed("chains");
  }

  show() {
    const stations = this.stations || [];
    this.path.replaceChildren(...stations.map((station, place) => this._station(station, place, stations)));
  }

  _station(station, place, stations) {
    const { names, words } = this.form;
    const isPage = place === stations.length - 1;
    const name = isPage
      ? words.say("thisSource")
      : [station.actor, station.source].filter(Boolean).map((key) => names[key] || "–").join(", ") || "…";
    const item = make("li", { class: isPage ? "station station-page" : "station" }, make("span", {}, name));
    if (!isPage && (place > 0 || !("speaker" in this.form.values))) {
      item.append(this._button("×", words.say("remove", { name }), () => stations.splice(place, 1)));
      if (place > 1) {
        const swap = () => stations.splice(place - 1, 2, station, stations[place - 1]);
        item.append(this._button("‹", words.say("earlier", { name }), swap));
      }
    }
    return item;
  }

  _button(sign, label, act) {
    const button = make("button", { type: "button", "aria-label": label }, sign);
    button.addEventListener("click", () => {
      act();
      this._changed();
    });
    return button;
  }
}

/** Numbers that were said. */
export class Figures {
  constructor(holder, form) {
    this.form = form;
    this.labels = holder.dataset;
    this.form.values.figures ||= [];
    this.rows = make("div", { class: "figures" });
    const add = make("button", { type: "button", class: "desk-link" }, holder.dataset.add);
    add.addEventListener("click", () => {
      this.form.values.figures.push({ low: null, best: null, high: null, unit: "", of: "" });
      this._show();
      this.rows.lastElementChild.querySelector("input").focus();
    });
    holder.append(make("span", { class: "desk-label" }, holder.dataset.label), this.rows, add);
    this._show();
  }

  _show() {
    this.rows.replaceChildren(...this.form.values.figures.map((figure) => this._row(figure)));
  }

  _row(figure) {
    const row = make("div", { class: "figure-row" });
    for (const name of ["low", "best", "high", "unit", "of"]) {
      const input = make("input", { placeholder: this.labels[name], "aria-label": this.labels[name], autocomplete: "off" });
      input.value = figure[name] ?? "";
      input.addEventListener("input", () => {
        const isNumber = ["low", "best", "high"].includes(name);
        figure[name] = isNumber ? input.value.replace(/[\s,]/g, "") || null : input.value;
        this.form.changed("figures");
      });
      row.append(input);
    }
    const remove = make("button", { type: "button", "aria-label": this.form.words.say("remove", { name: this.labels.label }) }, "×");
    remove.addEventListener("click", () => {
      this.form.values.figures = this.form.values.figures.filter((each) => each !== figure);
      this._show();
      this.form.changed("figures");
    });
    row.append(remove);
    return row;
  }
}
