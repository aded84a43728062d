/** What the keyboard and screen readers find of the drawing: a link over each named event, in order of time. */

const MOST = 60;

export class Links {
  constructor(element, words) {
    Object.assign(this, { element, words });
    this.nodes = new Map();
    this.focused = null;
    element.addEventListener("focusin", (event) => {
      this.focused = event.target;
    });
    element.addEventListener("focusout", () => {
      this.focused = null;
    });
  }

  /** When the view has come to rest: a link for each of these items, with the focus staying where it is. */
  update(items, theme) {
    const chosen = [...items].sort((a, b) => b.event.weight - a.event.weight).slice(0, MOST);
    const held = items.find((item) => this.nodes.get(item.key) === this.focused);
    if (held && !chosen.includes(held)) chosen[chosen.length - 1] = held;
    chosen.sort((a, b) => a.lane.top - b.lane.top || a.start - b.start || (a.key < b.key ? -1 : 1));
    const keys = new Set(chosen.map((item) => item.key));
    for (const [key, node] of this.nodes) if (!keys.has(key)) this._drop(key, node);
    let next = this.element.firstChild;
    for (const item of chosen) {
      const node = this.nodes.get(item.key) ?? this._make(item);
      if (node === next) next = next.nextSibling;
      else if (node !== this.focused) this.element.insertBefore(node, next);
      this.place(item, theme);
    }
  }

  /** The item's link follows its mark. */
  place(item, theme) {
    const node = this.nodes.get(item.key);
    if (!node) return;
    const left = Math.max(item.left, 0);
    node.style.transform = `translate(${left}px, ${item.y}px)`;
    node.style.width = `${item.right - left}px`;
    node.style.height = `${theme.rowHeight - 2}px`;
  }

  /** The item whose link this is. */
  itemOf(node, items) {
    return items.find((item) => this.nodes.get(item.key) === node);
  }

  /** In each frame of a move only the focused one is moved along. */
  follow(items, theme) {
    const item = this.focused && this.itemOf(this.focused, items);
    if (item) this.place(item, theme);
  }

  _make(item) {
    const { event } = item;
    const link = document.createElement("a");
    link.href = event.url;
    link.draggable = false;
    link.textContent = event.title;
    if (event.language) link.lang = event.language;
    const words = [event.title, event.when, this.words.text(`factuality-${event.factuality}`)];
    if (event.denied) words.push(this.words.text("denied"));
    if (item.lane.name) words.push(item.lane.name);
    link.setAttribute("aria-label", words.filter(Boolean).join(", "));
    this.nodes.set(item.key, link);
    return link;
  }

  _drop(key, node) {
    this.nodes.delete(key);
    node.remove();
  }
}
