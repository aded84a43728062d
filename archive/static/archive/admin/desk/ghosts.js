/** What rules propose: ghost marks that are accepted, corrected or dismissed, and never saved by themselves. */

export class Ghosts {
  constructor({ marks, notes, sheet }) {
    this.marks = marks;
    this.notes = notes;
    this.sheet = sheet;
    this.all = [];
    this.here = null;
    this.hasCome = false;
  }

  set(proposals) {
    this.all.forEach((proposal) => this._takeAway(proposal));
    this.all = proposals.map((proposal) => ({ ...proposal, id: `proposal ${proposal.key}` }));
    this.hasCome = true;
    this.all.forEach((proposal) => {
      this.marks.add(proposal.id, "proposal", proposal.start, proposal.end);
      this.notes.put(proposal, proposal.start);
    });
  }

  get(id) {
    return this.all.find((proposal) => proposal.id === id);
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
    this.all = this.all.filter((each) => each !== proposal);
    this._takeAway(proposal);
    this.show(this.all[place] || this.all[place - 1]);
  }

  _takeAway(proposal) {
    this.marks.remove(proposal.id);
    this.notes.take(proposal.id);
  }
}
