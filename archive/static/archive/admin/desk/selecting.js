/** The words that are selected: with the mouse as everywhere, or by keys, a word or a sentence at a time. */

export class Selecting {
  constructor(sheet, coverage, changed) {
    this.sheet = sheet;
    this.coverage = coverage;
    this.changed = changed;
    /** `{start, end}` without white space at its ends; null for none */
    this.span = null;
    this.segments = new Map();
    document.addEventListener("selectionchange", () => this.follow());
  }

  /** Take over what the browser has selected; it tells of that a moment later than it shows it. */
  follow() {
    const selection = document.getSelection();
    if (!selection.rangeCount || !this.sheet.element.contains(selection.anchorNode)) {
      return;
    }
    const range = selection.getRangeAt(0);
    if (!this.sheet.element.contains(range.startContainer) || !this.sheet.element.contains(range.endContainer)) {
      return;
    }
    const start = this.sheet.pointOf(range.startContainer, range.startOffset);
    const end = this.sheet.pointOf(range.endContainer, range.endOffset);
    const span = start === null || end === null ? null : this.trimmed(start, end);
    if (span?.start !== this.span?.start || span?.end !== this.span?.end) {
      this.span = span;
      this.changed(span);
    }
  }

  /** Without white space at either end; null where nothing is left. */
  trimmed(start, end) {
    const words = this.sheet.words(start, end);
    const from = start + [...words.match(/^\s*/u)[0]].length;
    const to = end - [...words.match(/\s*$/u)[0]].length;
    return from < to ? { start: from, end: to } : null;
  }

  select({ start, end }) {
    const from = this.sheet.place(start);
    const to = this.sheet.place(end);
    document.getSelection().setBaseAndExtent(from.node, from.offset, to.node, to.offset);
    this.span = { start, end };
    this.changed(this.span);
  }

  clear() {
    this.span = null;
    this.changed(null);
  }

  /** The words of a line as spans in code points. */
  _words(number) {
    if (!this.segments.has(number)) {
      const line = this.sheet.lines[number];
      const language = this.sheet.element.lang || undefined;
      const segmenter = new Intl.Segmenter(language, { granularity: "word" });
      let at = line.start;
      const spans = [];
      for (const { segment, isWordLike } of segmenter.segment(line.text)) {
        const end = at + [...segment].length;
        if (isWordLike) {
          spans.push({ start: at, end });
        }
        at = end;
      }
      this.segments.set(number, spans);
    }
    return this.segments.get(number);
  }

  /** The first word that `fits`, from `point` on, forwards or backwards through the lines. */
  _word(point, direction, fits) {
    for (let number = this.sheet.lineNumber(point); this.sheet.lines[number]; number += direction) {
      const words = this._words(number);
      const found = direction > 0 ? words.find(fits) : words.findLast(fits);
      if (found) {
        return found;
      }
    }
    return null;
  }

  /** Select the next (1) or the previous (-1) word; of a longer selection its first or its last one. */
  word(direction) {
    const { start, end } = this.span || { start: -1, end: -1 };
    const inside = (word) => word.start >= start && word.end <= end;
    const first = this._word(Math.max(0, start), 1, inside);
    const isOne = first && first.start === start && first.end >= end - 1;
    const word =
      this.span && !isOne && direction > 0
        ? first
        : this._word(direction > 0 ? Math.max(0, end) : start, direction, (each) =>
            direction > 0 ? each.start >= end : each.end <= start,
          );
    if (word) {
      this.select(word);
      this.sheet.reveal(word.start);
    }
  }

  /** One word more (1) or less (-1) at the end. */
  extend(direction) {
    if (!this.span) {
      this.word(1);
      return;
    }
    const { start, end } = this.span;
    const word = this._word(end, direction, (each) => (direction > 0 ? each.end > end : each.end < end));
    if (word && word.end > start) {
      this.select({ start, end: this._withMark(word.end) });
    }
  }

  /** A closing mark of quotation belongs to the word before it. */
  _withMark(point) {
    return /^[”"’»]/u.test(this.sheet.words(point, point + 1)) ? point + 1 : point;
  }

  /** One sentence more (1) or less (-1) at the end. */
  extendSentence(direction) {
    const { sentences } = this.coverage;
    const { start, end } = this.span || { start: 0, end: 0 };
    const sentence =
      direction > 0
        ? sentences.find((each) => each.end > end)
        : sentences.findLast((each) => each.end < end && each.end > start);
    if (sentence) {
      this.select({ start: this.span ? start : sentence.start, end: sentence.end });
      this.sheet.reveal(sentence.end);
    }
  }
}
