/**
 * Turns `<input name="actor" data-suggest="/suggest.json?facet=actor">` into a combobox (ARIA 1.2, list autocomplete).
 *
 * Choosing a name adds a hidden input with the record's slug and shows the name as a small button that takes it away
 * again; several can be chosen. What is typed and not chosen is sent as it stands. Without this script the input is a
 * plain one. With `data-suggest-go="/search/"` there is nothing to choose for a form: a name leads to the search for it.
 */

const WAIT = 120; // milliseconds of quiet before names are asked for
let lists = 0;

export function makeCombobox(input) {
  const box = new Combobox(input);
  box.listen();
  return box;
}

class Combobox {
  constructor(input) {
    this.input = input;
    this.active = -1;
    this.values = [];
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${++lists}`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() || input.placeholder);
    this.list.hidden = true;
    this.frame = document.createElement("span");
    this.frame.className = "suggesting";
    // Moving the input would take the focus from whoever types in it already.
    const place = document.activeElement === input ? [input.selectionStart, input.selectionEnd] : null;
    input.before(this.frame);
    this.frame.append(input, this.list);
    if (place) {
      input.focus({ preventScroll: true });
      input.setSelectionRange(...place);
    }
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      autocomplete: "off",
    })) {
      input.setAttribute(name, value);
    }
  }

  listen() {
    this.input.addEventListener("input", () => this.askSoon());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => this.close());
    // A press must not take the focus away before the click has chosen.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  askSoon() {
    clearTimeout(this.timer);
    this.asked?.abort();
    const text = this.input.value.trim();
    if (!text) return this.close();
    this.timer = setTimeout(() => this.ask(text), WAIT);
  }

  async ask(text) {
    this.asked = new AbortController();
    const address = new URL(this.input.dataset.suggest, location.href);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address, { signal: this.asked.signal });
      if (answer.ok) this.show((await answer.json()).values);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(values) {
    this.values = values;
    this.active = -1;
    this.list.replaceChildren(...values.map((value, place) => this.option(value, place)));
    this.setOpen(values.length > 0 && document.activeElement === this.input);
  }

  option({ name, language, note }, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const words = document.createElement("span");
    words.textContent = name;
    if (language) words.lang = language;
    option.append(words);
    if (note) {
      const other = document.createElement("small");
      other.textContent = ` ${note}`;
      option.append(other);
    }
    return option;
  }

  onKey(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" && !open) this.askSoon();
    else if (event.key === "ArrowDown" && open) this.move(1);
    else if (event.key === "ArrowUp" && open) this.move(-1);
    else if (event.key === "Enter" && open && this.active >= 0) this.choose(this.active);
    else if (event.key === "Escape" && open) this.close();
    else return;
    event.preventDefault();
    // Escape closes the list, not the sheet around it.
    event.stopPropagation();
  }

  move(step) {
    const places = this.values.length + 1; // one place is the input itself
    this.active = ((this.active + 1 + step + places) % places) - 1;
    for (const [place, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(place === this.active));
      if (place === this.active) option.scrollIntoView({ block: "nearest" });
    }
    if (this.active < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
  }

  choose(place) {
    const value = this.values[place];
    this.close();
    if (this.input.dataset.suggestGo !== undefined) {
      this.input.value = value.name;
      this.input.form.requestSubmit();
      return;
    }
    this.input.value = "";
    this.frame.before(chosen(this.input.name, value));
    this.input.focus();
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.setOpen(false);
  }

  setOpen(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.input.removeAttribute("aria-activedescendant");
  }
}

/** The hidden input of a chosen record, within the button that takes it away. */
function chosen(parameter, { value, name, language }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "suggested";
  const words = document.createElement("span");
  words.textContent = name;
  if (language) words.lang = language;
  const sign = document.createElement("span");
  sign.textContent = " ×";
  const hidden = document.createElement("input");
  Object.assign(hidden, { type: "hidden", name: parameter, value });
  button.append(words, sign, hidden);
  button.addEventListener("click", () => {
    const next = button.parentElement.querySelector("[data-suggest]");
    button.remove();
    next?.focus();
  });
  return button;
}

for (const input of document.querySelectorAll("input[data-suggest]")) makeCombobox(input);
