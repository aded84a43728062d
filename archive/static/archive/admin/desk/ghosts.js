/** What rules propose: ghost marks that are accepted, corrected or dismissed, and never saved by themselves. */

/** Words that share so much of themselves are the same to a person. */
const SAME = 0.6;

const share = (one, other) => {
  const common = Math.min(one.end, other.end) - Math.max(one.start, other.start);
  return common / (Math.max(one.end, other.end) - Math.min(one.start, other.start));
};

/** Whether `record` says of the words `span` what is proposed: by the same speaker, with the same quote. */
function says(record, span, { start, end, values, names }) {
  return (
    record?.kind === "statement" &&
    share(span, { start, end }) >= SAME &&
    (!values.speaker || names[values.speaker] === record.speaker) &&
    !(values.quote && record.quoted && values.quote.slice(0, 40) !== record.title.slice(0, 40))
  );
}

export class Ghosts {
  constructor({ marks, notes, records }) {
    this.marks = marks;
    this.notes = notes;
    this.records = records;
    /** all that is proposed, and of that what no record says yet */
    this.proposed = [];
    this.all = [];
    this.here = null;
    this.hasCome = false;
  }

  set(proposals) {
    this.all.forEach((proposal) => this._takeAway(proposal));
    this.all = [];
    this.proposed = proposals.map((proposal) => ({ ...proposal, id: `proposal ${proposal.key}` }));
    this.hasCome = true;
    this.refresh();
  }

  /** Show what no record says as they stand now. */
  refresh() {
    const open = this.proposed.filter(
      (proposal) => !this.marks.near(proposal).some((span) => says(this.records.get(span.owner), span, proposal)),
    );
    this.all.filter((proposal) => !open.includes(proposal)).forEach((proposal) => this._takeAway(proposal));
    open.filter((proposal) => !this.all.includes(proposal)).forEach((proposal) => this._put(proposal));
    this.all = open;
  }

  get(id) {
    return this.proposed.find((proposal) => proposal.id === id);
  }

  /** The next proposal after where the person is (1), or the one before (-1); undefined if there is none. */
  step(direction, point) {
    const place = this.all.indexOf(this.here);
    const next =
      place >= 0
        ? this.all[place + direction]
        : direction > 0
          ? this.all.find(({ start }) => start >= point)
          : this.all.findLast(({ start }) => start < point);
    if (next) {
      this.show(next);
    }
    return next;
  }

  show(proposal) {
    this.here = proposal || null;
    this.marks.show("proposal-here", proposal ? [proposal] : []);
  }

  /** It became a record, or is not wanted: the next one takes its place. */
  remove(proposal) {
    const place = this.all.indexOf(proposal);
    this.proposed = this.proposed.filter((each) => each !== proposal);
    this.all = this.all.filter((each) => each !== proposal);
    this._takeAway(proposal);
    this.show(this.all[place] || this.all[place - 1]);
  }

  _put(proposal) {
    this.marks.add(proposal.id, "proposal", proposal.start, proposal.end);
    this.notes.put(proposal, proposal.start);
  }

  _takeAway(proposal) {
    this.marks.remove(proposal.id);
    this.notes.take(proposal.id);
  }
}
