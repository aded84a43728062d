/** Going about the text: from sentence to sentence that nothing cites yet, from proposal to proposal. */

export class Going {
  constructor(desk) {
    this.desk = desk;
  }

  /** Select a sentence and bring it into view. */
  go(sentence) {
    const { selecting, sheet, ghosts } = this.desk;
    ghosts.show(null);
    sheet.element.focus({ preventScroll: true });
    sheet.reveal(sentence.start);
    selecting.select(sentence);
  }

  _step(sentence) {
    if (sentence) {
      this.go(sentence);
    } else {
      this.desk.say(this.desk.words.say("nothingUncited"));
    }
  }

  next() {
    const { span } = this.desk.selecting;
    this._step(this.desk.coverage.next(span ? span.start : -1));
  }

  previous() {
    const { span } = this.desk.selecting;
    this._step(this.desk.coverage.previous(span ? span.start : Infinity));
  }

  proposalAfter() {
    this._proposal(1);
  }

  proposalBefore() {
    this._proposal(-1);
  }

  _proposal(direction) {
    const { ghosts, selecting, sheet, notes, words } = this.desk;
    const found = ghosts.step(direction, selecting.span?.start ?? 0);
    if (!found) {
      this.desk.say(words.say("noProposal"));
      return;
    }
    sheet.reveal(found.start);
    notes.light([found.id]);
    this.desk.say(`${found.speaker || words.say("someone")}: ${sheet.words(found.start, found.end)}`);
  }

  point(id) {
    this.desk.light(id ? [id] : []);
  }

  keys() {
    this.desk.keys.show();
  }
}
