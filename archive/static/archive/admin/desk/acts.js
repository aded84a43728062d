/** What a person does at the desk, each under the name that keys, buttons and notes call it by. */

import { Form } from "./form.js";
import { Going } from "./going.js";
import { newEvent, newStatement } from "./prefill.js";

const fresh = () => `new-${crypto.randomUUID ? crypto.randomUUID() : Date.now()}`;
/** Where a form's acts lead: what is told, and what is sent of the form. */
const TOLD = { statement: "save", event: "save", cite: "cite", mention: "mention" };

export class Acts extends Going {
  // Opening forms

  _span() {
    const { selecting, coverage, words } = this.desk;
    selecting.follow();
    if (selecting.span) {
      return selecting.span;
    }
    const sentence = coverage.next(-1);
    if (!sentence) {
      this.desk.say(words.say("noSelection"));
      return null;
    }
    selecting.select(sentence);
    return sentence;
  }

  _context(span) {
    const { sheet, coverage, ghosts, days, source } = this.desk;
    const cues = document.getElementById("desk-form-statement").content.querySelector("[name=cue]").options;
    const words = sheet.words(span.start, span.end);
    return { words, sentence: coverage.at(span.start) || span, proposals: ghosts.all, days, source, cues };
  }

  statement() {
    const span = this._span();
    if (span) {
      this._new("statement", newStatement(span, this._context(span)));
    }
  }

  event() {
    const span = this._span();
    if (span) {
      this._new("event", newEvent(span, this._context(span)));
    }
  }

  cite() {
    const span = this._span();
    if (span) {
      this._new("cite", { values: { citations: [span], record: null } });
    }
  }

  mention() {
    const span = this._span();
    if (!span) {
      return;
    }
    const near = this.desk.records;
    const about = [...near.byId.values()].find((record) =>
      record.spans.some(({ start, end }) => start <= span.start && span.end <= end),
    );
    const names = about ? { [about.id]: about.title } : {};
    this._new("mention", { values: { citations: [span], actor: null, record: about?.id || null }, names });
    this.desk.form.parts.actor.combo.search(this.desk.sheet.words(span.start, span.end));
  }

  _new(kind, filled) {
    if (this.desk.mayCode) {
      this._show({ kind, key: fresh(), ...filled });
    }
  }

  _show(opened) {
    const { side } = this.desk;
    this._keep();
    this.desk.say("");
    side.turn(true);
    this.desk.form = new Form(side.form, opened, this.desk);
    this.desk.tools.hidden = true;
    const cited = this.desk.form.values.citations || [];
    this.desk.marks.show("here", cited);
    this.desk.form.focus();
  }

  /** A form that has been typed in stays as it is, to come back to. */
  _keep() {
    const { form, keeping } = this.desk;
    if (form?.isChanged) {
      this.desk.kept = [...this.desk.kept.filter(({ key }) => key !== form.key), form.content()];
      keeping.soon(form);
      keeping.now();
    }
  }

  /** The form of a record, or of a proposal. */
  async open(id) {
    const proposal = this.desk.ghosts.get(id);
    if (proposal) {
      this.desk.ghosts.show(proposal);
      this.desk.sheet.reveal(proposal.start);
      this.correct(id);
      return;
    }
    const record = this.desk.records.get(id);
    try {
      const { values, version, status } = await this.desk.talk.ask("form", [["kind", record.kind], ["uuid", id]]);
      const { names, ...own } = values;
      const { kind, url, mine } = record;
      this._show({ kind, key: id, uuid: id, version, status, url, mine, values: own, names });
      this.desk.light([id]);
    } catch (error) {
      this.desk.failed(error);
    }
  }

  /** The record whose words are selected; again for the next one. */
  record() {
    const { selecting, marks } = this.desk;
    const here = selecting.span ? marks.at(selecting.span.start).filter(({ name }) => name !== "proposal") : [];
    const place = here.findIndex(({ owner }) => owner === this.desk.form?.uuid);
    const next = here[(place + 1) % here.length];
    if (next) {
      this.open(next.owner);
    }
  }

  reopen(content) {
    this._show({ ...content, isChanged: true });
    const first = content.values.citations?.[0];
    if (first) {
      this.desk.sheet.reveal(first.start);
    }
  }

  async discard({ key }) {
    this.desk.kept = this.desk.kept.filter((content) => content.key !== key);
    await this.desk.keeping.letGo(key);
    this.desk.show();
  }

  // In a form

  changed() {
    this.desk.keeping.soon(this.desk.form);
  }

  /** Cite the words that are selected now in place of the first ones. */
  take() {
    const { form, selecting } = this.desk;
    if (selecting.span) {
      const [first, ...others] = form.values.citations || [];
      form.values.citations = [{ ...first, supports: first?.supports || "", ...selecting.span }, ...others];
      form.showWords();
      form.changed("citations");
    }
  }

  close() {
    const { side, selecting, marks, sheet } = this.desk;
    if (!this.desk.form) {
      selecting.clear();
      document.getSelection().removeAllRanges();
      return;
    }
    this._keep();
    this.desk.form = null;
    side.turn(false);
    marks.show("here", selecting.span ? [selecting.span] : []);
    this.desk.show();
    sheet.element.focus({ preventScroll: true });
  }

  async save() {
    const { form } = this.desk;
    if (form.isSaving) {
      return;
    }
    form.isSaving = true;
    const answer = await this._tell(TOLD[form.kind], this._sent(form));
    form.isSaving = false;
    if (!answer) {
      this.desk.keeping.soon(form);
      this.desk.keeping.now();
    } else if (answer.ok) {
      this._saved(form, answer.body);
    } else if (answer.status === 409) {
      form.showMeanwhile(answer.body.meanwhile, answer.body.version);
    } else {
      form.showProblems(answer.body.problems);
    }
  }

  _sent(form) {
    const { kind, uuid, key, values } = form;
    const reason = values.reason || "";
    const [words] = values.citations || [];
    const record = this.desk.records.get(values.record) || { kind: form.recordKind, uuid: values.record };
    if (kind === "cite") {
      return { ...words, kind: record.kind, uuid: record.uuid, supports: values.supports, reason };
    }
    if (kind === "mention") {
      return { ...words, kind: record.kind, uuid: record.uuid, actor: values.actor, role: values.role, reason };
    }
    const { reason: _reason, ...own } = values;
    return { kind, uuid: uuid || null, form: key, base_version: form.baseVersion ?? null, reason, values: own };
  }

  _saved(form, body) {
    const { ghosts, words, selecting, sheet, side } = this.desk;
    this.desk.form = null;
    this.desk.kept = this.desk.kept.filter(({ key }) => key !== form.key);
    this.desk.keeping.letGo(form.key, { isSaved: form.isRecord });
    side.turn(false);
    if (form.proposal) {
      ghosts.remove(ghosts.get(form.proposal) || {});
    }
    this.desk.update(body);
    this.desk.say(words.say(body.records.some(({ pending }) => pending) ? "savedRevision" : "saved"));
    selecting.clear();
    const [first] = form.values.citations || [];
    if (first) {
      selecting.select(first);
    }
    sheet.element.focus({ preventScroll: true });
  }

  async _tell(name, sent) {
    try {
      return await this.desk.talk.tell(name, sent);
    } catch (error) {
      this.desk.failed(error);
      return null;
    }
  }

  async delete() {
    const { form } = this.desk;
    const answer = await this._tell("delete", { kind: form.kind, uuid: form.uuid });
    if (answer?.ok) {
      form.isChanged = false;
      this.close();
      this.desk.update(answer.body);
    } else if (answer) {
      form.showProblems(answer.body.problems);
    }
  }

  async makeActor(name, kind) {
    const answer = await this._tell("actor", { name, kind });
    if (answer?.ok) {
      this.desk.mayUndo = answer.body.may_undo;
    }
    return answer ? answer.body : { problems: [] };
  }

  // Proposals

  _proposalOf(id) {
    return id ? this.desk.ghosts.get(id) : this.desk.ghosts.here;
  }

  _opened(proposal) {
    const { values, names, reasons, speaker } = proposal;
    return {
      ...{ kind: "statement", key: fresh(), proposal: proposal.id, values: structuredClone(values), reasons },
      ...{ names: { ...names }, speakerText: speaker },
    };
  }

  /** Save it as proposed; where something is missing, the form opens with that said. */
  async accept(id) {
    const proposal = this._proposalOf(id);
    if (!proposal || !this.desk.mayCode) {
      return;
    }
    if (!proposal.values.speaker) {
      this.correct(proposal.id);
      return;
    }
    const answer = await this._tell("save", { kind: "statement", uuid: null, reason: "", values: proposal.values });
    if (answer?.ok) {
      this.desk.ghosts.remove(proposal);
      this.desk.update(answer.body);
      this.desk.say(this.desk.words.say("saved"));
      this._onTo();
    } else if (answer) {
      this.correct(proposal.id);
      this.desk.form.showProblems(answer.body.problems);
    }
  }

  /** The proposal that takes the place of one that is gone. */
  _onTo() {
    const { ghosts, notes, sheet } = this.desk;
    if (ghosts.here) {
      sheet.reveal(ghosts.here.start);
      notes.light([ghosts.here.id]);
    }
  }

  correct(id) {
    const proposal = this._proposalOf(id);
    if (proposal && this.desk.mayCode) {
      this._show(this._opened(proposal));
    }
  }

  async dismiss(id) {
    const proposal = this._proposalOf(id);
    const answer = proposal && this.desk.mayCode ? await this._tell("dismiss", { key: proposal.key }) : null;
    if (answer?.ok) {
      this.desk.ghosts.remove(proposal);
      this.desk.update(answer.body);
      this.desk.say(this.desk.words.say("dismissed"));
      this._onTo();
    }
  }

  // All of it

  async undo() {
    await this._all("undo", (body) => body.told);
    const offered = await this.desk.talk.ask("proposals").catch(() => null);
    if (offered) {
      this.desk.ghosts.set(offered.proposals);
      this.desk.show();
    }
  }

  async submit() {
    const { words, records } = this.desk;
    if (!records.drafts.length) {
      this.desk.say(words.say("nothingToSubmit"));
      return;
    }
    await this._all("submit", (body) => words.say("submitted", { number: body.submitted.length }));
  }

  async _all(name, told) {
    const answer = await this._tell(name, {});
    if (answer?.ok) {
      this.desk.take(answer.body);
      this.desk.say(told(answer.body));
    } else if (answer) {
      this.desk.say(answer.body.problems.map(({ message }) => message).join(" "));
    }
  }
}
