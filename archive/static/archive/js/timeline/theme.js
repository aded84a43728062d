/** Colours and type as the stylesheet names them, for the canvas, and the widths of texts in them. */

const NAMES = {
  paper: "--paper",
  ink: "--ink",
  inkSoft: "--ink-soft",
  inkFaint: "--ink-faint",
  rule: "--rule",
  ruleFirm: "--rule-firm",
  accent: "--accent",
  event: "--kind-event",
  serif: "--serif",
  sans: "--sans",
};
const QUERIES = [
  "prefers-color-scheme: dark",
  "prefers-reduced-motion: reduce",
  "forced-colors: active",
  "pointer: coarse",
  "max-width: 47.99rem",
];
const MOST_WIDTHS = 4000;

export class Theme {
  constructor(element, context) {
    this.element = element;
    this.context = context;
    this.texts = new Map();
    this.read();
  }

  /** Read everything anew: the colour scheme, the size of type or the fonts have changed. */
  read() {
    const style = getComputedStyle(this.element);
    for (const [name, property] of Object.entries(NAMES)) this[name] = style.getPropertyValue(property).trim();
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    this.coarse = matchMedia("(pointer: coarse)").matches;
    this.narrow = matchMedia("(max-width: 47.99rem)").matches;
    this.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.labelHeight = 19 * size;
    // A row is as high as a finger needs, or as a label with its mark.
    this.rowHeight = this.coarse ? 44 : this.labelHeight + 14;
    this.axisHeight = 40 * size;
    this.labelFont = `${15 * size}px ${this.serif}`;
    this.tickFont = `${12 * size}px ${this.sans}`;
    this.groupFont = `600 ${12 * size}px ${this.sans}`;
    this.texts.clear();
  }

  /** `{text, width}` of a label that is at most `most` pixels wide, cut with an ellipsis where it must be. */
  fitted(text, most) {
    const key = `${most}|${text}`;
    if (!this.texts.has(key)) {
      if (this.texts.size > MOST_WIDTHS) this.texts.clear();
      this.context.font = this.labelFont;
      this.texts.set(key, this._fit(text, most));
    }
    return this.texts.get(key);
  }

  _fit(text, most) {
    const width = this.context.measureText(text).width;
    if (width <= most) return { text, width };
    const letter = width / text.length;
    let [fits, over, middle] = [1, text.length, Math.floor(most / letter)];
    while (over - fits > 1) {
      // As many more letters, or fewer, as the rest has room for: measuring is what takes the time.
      middle = Math.min(Math.max(middle, fits + 1), over - 1);
      const rest = most - this.context.measureText(`${text.slice(0, middle)}…`).width;
      if (rest >= 0) fits = middle;
      else over = middle;
      middle += Math.trunc(rest / letter) || Math.sign(rest);
    }
    const cut = `${text.slice(0, fits).trimEnd()}…`;
    return { text: cut, width: this.context.measureText(cut).width };
  }

  /** Call `changed` when what was read may be otherwise. */
  watch(changed) {
    const again = () => {
      this.read();
      changed();
    };
    for (const query of QUERIES) {
      matchMedia(`(${query})`).addEventListener("change", again);
    }
    document.fonts?.addEventListener("loadingdone", again);
  }
}
