/** Which sentences nothing cites yet: counted, drawn as a strip beside the text, and gone to. */

export class Coverage {
  constructor(holder, sheet, go) {
    this.canvas = holder.querySelector("canvas");
    this.sheet = sheet;
    this.sentences = [];
    this.cited = [];
    holder.addEventListener("click", (event) => {
      const { top, height } = holder.getBoundingClientRect();
      const next = this.next(((event.clientY - top) / height) * sheet.end - 1);
      if (next) {
        go(next);
      }
    });
    new ResizeObserver(() => this.draw()).observe(holder);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  set(sentences, spans) {
    this.sentences = sentences.map(([start, end]) => ({ start, end }));
    this.count(spans);
  }

  /** Count anew, with the words that are cited now. */
  count(spans) {
    const ordered = [...spans].sort((one, other) => one.start - other.start);
    let first = 0;
    let reach = 0;
    this.cited = this.sentences.map(({ start, end }) => {
      while (first < ordered.length && ordered[first].start < end) {
        reach = Math.max(reach, ordered[first].end);
        first += 1;
      }
      return reach > start;
    });
    this.draw();
  }

  get number() {
    return this.cited.filter(Boolean).length;
  }

  /** The first uncited sentence that begins after `point`, or undefined. */
  next(point) {
    return this.sentences.find(({ start }, number) => start > point && !this.cited[number]);
  }

  previous(point) {
    return this.sentences.findLast(({ start }, number) => start < point && !this.cited[number]);
  }

  /** The sentence that `point` stands in, or the next one. */
  at(point) {
    return this.sentences.find(({ end }) => end > point);
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (!width || !height) {
      return;
    }
    const ratio = devicePixelRatio || 1;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    const pen = this.canvas.getContext("2d");
    pen.scale(ratio, ratio);
    const style = getComputedStyle(this.canvas);
    const scale = height / Math.max(1, this.sheet.end);
    const gap = scale * this.sheet.end > this.sentences.length * 4 ? 1 : 0;
    this.sentences.forEach(({ start, end }, number) => {
      const top = start * scale;
      const tall = Math.max(1, (end - start) * scale - gap);
      // Filled where something is cited, hollow where nothing is: by shape before colour.
      pen.fillStyle = style.getPropertyValue(this.cited[number] ? "--cited" : "--uncited");
      pen.fillRect(this.cited[number] ? 0 : width / 2 - 1, top, this.cited[number] ? width : 2, tall);
    });
  }
}
