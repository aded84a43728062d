/** The lanes: which there are, which are folded, how the height is shared among them, and their names beside them. */

const FOLDED = 30;
const FOLDED_COARSE = 44;
const OUTLINE = 0.24;
/** What is kept free above the rows, for the word at the line of today. */
const HEAD = 12;
/** A lane that is lower has room for one line of its name. */
const TIGHT = 62;

/** What is drawn where no lanes are asked for. */
export const whole = () => [{ value: null, name: "", count: 0, folded: false }];

/** The lanes of the selection, as `/lanes.json` counts them; `chosen`: those that the address names. */
export async function fetchLanes(address, filters, by, order, chosen, signal) {
  const query = new URLSearchParams(filters);
  query.set("by", by);
  if (order) query.set("lanes", order);
  for (const value of chosen) query.append("lane", value);
  const response = await fetch(`${address}?${query}`, { signal });
  if (!response.ok) throw new Error(`lanes: ${response.status}`);
  return response.json();
}

/** Give each lane `top`, `height`, `base`, `rows` and `outline` (the height for density), from what there is. */
export function arrange(lanes, height, theme) {
  const foldedHeight = theme.coarse ? FOLDED_COARSE : FOLDED;
  const folded = lanes.filter((lane) => lane.folded).length;
  const open = lanes.length - folded;
  const heading = lanes[0]?.value !== null && theme.narrow ? theme.labelHeight : 0;
  const least = heading + theme.rowHeight + 8;
  const each = open ? Math.max((height - folded * foldedHeight) / open, least) : 0;
  let top = 0;
  for (const lane of lanes) {
    const single = lane.value === null;
    lane.top = top;
    lane.height = lane.folded ? foldedHeight : each;
    lane.base = top + lane.height;
    lane.outline = single ? lane.height * OUTLINE : lane.folded ? lane.height - 6 : lane.height * 0.6;
    // Without lanes the labels stand above the density; in a lane it is their ground.
    const room = lane.height - heading - (single ? lane.outline + HEAD : 4);
    lane.rows = lane.folded ? 0 : Math.max(Math.floor(room / theme.rowHeight), 1);
    lane.rowsBase = single ? lane.base - lane.outline : lane.base - 2;
    top += lane.height;
  }
  return top;
}

/** The names, as buttons that fold: made when the lanes change, moved when their heights do. */
export class LaneNames {
  constructor(element, words, fold) {
    Object.assign(this, { element, words, fold });
  }

  show(lanes) {
    const named = lanes.filter((lane) => lane.value !== null);
    this.buttons = new Map(named.map((lane) => [lane.value, this._button(lane)]));
    this.element.replaceChildren(...this.buttons.values());
    this.place(lanes);
  }

  place(lanes) {
    for (const lane of lanes) {
      const button = this.buttons?.get(lane.value);
      if (!button) continue;
      button.style.transform = `translateY(${lane.top}px)`;
      button.toggleAttribute("data-tight", lane.height < TIGHT);
      button.setAttribute("aria-expanded", String(!lane.folded));
    }
  }

  _button(lane) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "timeline-lane";
    const name = document.createElement("span");
    name.className = "timeline-lane-name";
    name.textContent = lane.name;
    if (lane.language) name.lang = lane.language;
    const count = document.createElement("span");
    count.className = "timeline-lane-count";
    count.textContent = this.words.number(lane.count);
    button.append(name, count);
    button.title = `${lane.name}: ${this.words.counted("events", lane.count)}`;
    button.addEventListener("click", () => this.fold(lane));
    return button;
  }
}
