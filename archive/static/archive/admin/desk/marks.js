/** Marks over the text: underlines in lanes, so that what overlaps stays apart, and what is lit or selected. */

const LANES = 4;
const KINDS = ["statement", "event"];
const PASSING = ["proposal-here", "lit", "here"];
const NAMES = [
  ...KINDS.flatMap((kind) => Array.from({ length: LANES }, (_, lane) => `${kind}-${lane}`)),
  ...["proposal", ...PASSING],
];

/** Paints with the browser's own highlights, without an element for a mark. */
class Highlights {
  constructor(sheet) {
    this.sheet = sheet;
    this.named = new Map(
      NAMES.map((name, priority) => {
        const highlight = new Highlight();
        highlight.priority = priority;
        CSS.highlights.set(`desk-${name}`, highlight);
        return [name, highlight];
      }),
    );
  }

  add(name, start, end) {
    const range = this.sheet.range(start, end);
    this.named.get(name).add(range);
    return range;
  }

  remove(name, range) {
    this.named.get(name).delete(range);
  }
}

/**
 * The same with elements, for browsers without highlights: a line is written anew when a mark on it changes. What comes
 * and goes with the pointer and the selection is left to the browser's own selection, which new elements would destroy.
 */
class Elements {
  constructor(sheet) {
    this.sheet = sheet;
    this.marks = new Set();
    this.stale = new Set();
  }

  add(name, start, end) {
    const mark = { name, start, end };
    if (!PASSING.includes(name)) {
      this.marks.add(mark);
      this.touch(mark);
    }
    return mark;
  }

  remove(_name, mark) {
    if (this.marks.delete(mark)) {
      this.touch(mark);
    }
  }

  touch({ start, end }) {
    for (let number = this.sheet.lineNumber(start); number <= this.sheet.lineNumber(end); number += 1) {
      this.stale.add(this.sheet.lines[number]);
    }
    if (this.stale.size) {
      queueMicrotask(() => this.write());
    }
  }

  write() {
    for (const line of this.stale) {
      const here = [...this.marks].filter((mark) => mark.start < line.end && line.start < mark.end);
      const edges = [line.start, line.end, ...here.flatMap((mark) => [mark.start, mark.end])]
        .filter((edge) => line.start <= edge && edge <= line.end)
        .sort((one, other) => one - other);
      const pieces = [];
      edges.forEach((edge, number) => {
        const next = edges[number + 1];
        if (next > edge) {
          const piece = document.createElement("span");
          piece.textContent = line.text.slice(this.sheet.units(line, edge), this.sheet.units(line, next));
          piece.className = here
            .filter((mark) => mark.start <= edge && next <= mark.end)
            .map((mark) => `desk-${mark.name}`)
            .join(" ");
          pieces.push(piece);
        }
      });
      line.p.replaceChildren(...pieces);
    }
    this.stale.clear();
  }
}

export class Marks {
  constructor(sheet) {
    this.sheet = sheet;
    this.painter = globalThis.CSS?.highlights && globalThis.Highlight ? new Highlights(sheet) : new Elements(sheet);
    /** owner → what is marked of it: `{start, end, owner, lane, name, painted}` */
    this.owned = new Map();
    /** number of a line → what is marked on it */
    this.onLine = new Map();
    this.passing = new Map();
  }

  /** The numbers of the lines that the words stand on. */
  *_lines({ start, end }) {
    const last = this.sheet.lineNumber(Math.max(start, end - 1));
    for (let number = this.sheet.lineNumber(start); number <= last; number += 1) {
      yield number;
    }
  }

  /** Mark words of `owner`, whose `kind` says how. */
  add(owner, kind, start, end) {
    const isLaned = KINDS.includes(kind);
    const lane = isLaned ? this._freeLane(start, end) : -1;
    const name = isLaned ? `${kind}-${lane}` : kind;
    const span = { start, end, owner, lane, name, painted: this.painter.add(name, start, end) };
    this.owned.set(owner, [...(this.owned.get(owner) || []), span]);
    for (const number of this._lines(span)) {
      const there = this.onLine.get(number);
      if (there) {
        there.push(span);
      } else {
        this.onLine.set(number, [span]);
      }
    }
  }

  _freeLane(start, end) {
    const taken = new Set();
    for (const number of this._lines({ start, end })) {
      for (const span of this.onLine.get(number) || []) {
        if (span.start < end && start < span.end) {
          taken.add(span.lane);
        }
      }
    }
    let lane = 0;
    while (taken.has(lane) && lane < LANES - 1) {
      lane += 1;
    }
    return lane;
  }

  remove(owner) {
    for (const span of this.owned.get(owner) || []) {
      this.painter.remove(span.name, span.painted);
      for (const number of this._lines(span)) {
        this.onLine.set(number, this.onLine.get(number).filter((each) => each !== span));
      }
    }
    this.owned.delete(owner);
  }

  /** Everything that is marked of these owners. */
  of(owners) {
    return owners.flatMap((owner) => this.owned.get(owner) || []);
  }

  /** Everything that is marked on the lines that these words stand on. */
  near(words) {
    return [...this._lines(words)].flatMap((number) => this.onLine.get(number) || []);
  }

  /** Everything that is marked at `point`, the shortest words first. */
  at(point) {
    return (this.onLine.get(this.sheet.lineNumber(point)) || [])
      .filter((span) => span.start <= point && point < span.end)
      .sort((one, other) => one.end - one.start - (other.end - other.start));
  }

  /** Show what is selected (`here`), pointed at (`lit`) or proposed (`proposal-here`); nothing for no spans. */
  show(name, spans) {
    (this.passing.get(name) || []).forEach((painted) => this.painter.remove(name, painted));
    this.passing.set(name, spans.map(({ start, end }) => this.painter.add(name, start, end)));
  }
}
