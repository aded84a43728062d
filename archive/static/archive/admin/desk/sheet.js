/** The archived text on the page: offsets in code points of the whole text, and where they stand on the screen. */

import { pointsOf, unitsOf } from "./points.js";

export class Sheet {
  constructor(element) {
    this.element = element;
    this.lines = [...element.querySelectorAll(".desk-line")].map((row) => {
      const p = row.firstElementChild;
      const line = { row, p, text: p.textContent, start: Number(row.dataset.start), end: Number(row.dataset.end) };
      // Without characters beyond the Basic Multilingual Plane, which is nearly always, both counts are the same.
      line.isPlain = line.text.length === line.end - line.start;
      return line;
    });
    this.byRow = new Map(this.lines.map((line) => [line.row, line]));
  }

  get end() {
    return this.lines.length ? this.lines[this.lines.length - 1].end : 0;
  }

  /** The number of the line that holds `point`, or of the last one that begins before it. */
  lineNumber(point) {
    let low = 0;
    let high = this.lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lines[middle].start <= point) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.max(0, low - 1);
  }

  units(line, point) {
    const inside = Math.min(Math.max(point, line.start), line.end) - line.start;
    return line.isPlain ? inside : unitsOf(line.text, inside);
  }

  /** The words from `start` to `end`; paragraphs are joined by a line end. */
  words(start, end) {
    const found = [];
    for (let number = this.lineNumber(start); number < this.lines.length; number += 1) {
      const line = this.lines[number];
      if (line.start >= end) {
        break;
      }
      found.push(line.text.slice(this.units(line, start), this.units(line, end)));
    }
    return found.join("\n");
  }

  /** Text node and offset of a point. */
  place(point) {
    const line = this.lines[this.lineNumber(point)];
    let units = this.units(line, point);
    const nodes = document.createTreeWalker(line.p, NodeFilter.SHOW_TEXT);
    let node = nodes.nextNode();
    while (node && units > node.length) {
      units -= node.length;
      node = nodes.nextNode();
    }
    return { node: node || line.p, offset: node ? units : 0 };
  }

  range(start, end) {
    const from = this.place(start);
    const to = this.place(end);
    return new StaticRange({
      startContainer: from.node,
      startOffset: from.offset,
      endContainer: to.node,
      endOffset: to.offset,
    });
  }

  /** The point where a node and an offset stand, or null outside the text. */
  pointOf(node, offset) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const line = this.byRow.get(element.closest(".desk-line"));
    if (!line) {
      return null;
    }
    if (!line.p.contains(node)) {
      // Before the paragraph (where a triple click ends), or among the notes beside it.
      return node === line.row && offset === 0 ? line.start : line.end;
    }
    const before = document.createRange();
    before.setStart(line.p, 0);
    before.setEnd(node, offset);
    const units = before.toString().length;
    return line.start + (line.isPlain ? units : pointsOf(line.text, units));
  }

  /** The point under the pointer, or null where there is no letter. */
  pointAt(x, y) {
    const caret = document.caretPositionFromPoint
      ? document.caretPositionFromPoint(x, y)
      : document.caretRangeFromPoint?.(x, y);
    const node = caret && (caret.offsetNode || caret.startContainer);
    if (!node || node.nodeType !== Node.TEXT_NODE || !node.parentElement.closest(".desk-line p")) {
      return null;
    }
    return this.pointOf(node, caret.offset ?? caret.startOffset);
  }

  /** Where the first of the words stands on the screen. */
  box(start, end) {
    const { startContainer, startOffset, endContainer, endOffset } = this.range(start, end);
    const range = document.createRange();
    range.setStart(startContainer, startOffset);
    range.setEnd(endContainer, endOffset);
    return range.getBoundingClientRect();
  }

  reveal(point) {
    const line = this.lines[this.lineNumber(point)];
    if (!line) {
      return;
    }
    const { top, bottom } = line.row.getBoundingClientRect();
    if (top < 80 || bottom > innerHeight - 80) {
      line.row.scrollIntoView({ block: bottom - top > innerHeight * 0.7 ? "start" : "center" });
    }
  }
}
