/** The records on the desk: their marks over the text and their notes beside it. */

export class Records {
  constructor({ marks, notes }) {
    this.marks = marks;
    this.notes = notes;
    this.byId = new Map();
  }

  set(rows) {
    [...this.byId.keys()].forEach((id) => this.remove(id));
    rows.forEach((row) => this.put(row));
  }

  /** A record that is new, or not as it was. */
  put(row) {
    const spans = row.spans.map(([start, end, supports]) => ({ start, end, supports }));
    const record = { ...row, id: row.uuid, spans };
    this.marks.remove(record.id);
    this.byId.set(record.id, record);
    spans.forEach(({ start, end }) => this.marks.add(record.id, record.kind, start, end));
    if (spans.length) {
      this.notes.put(record, spans[0].start);
    } else {
      this.notes.take(record.id);
    }
  }

  remove(id) {
    this.marks.remove(id);
    this.notes.take(id);
    this.byId.delete(id);
  }

  get(id) {
    return this.byId.get(id);
  }

  get spans() {
    return [...this.byId.values()].flatMap((record) => record.spans);
  }

  get drafts() {
    return [...this.byId.values()].filter((record) => record.mine && (record.status === "draft" || record.pending));
  }
}
