/** Forms that are not saved yet: kept by the archive a moment after typing, and in this browser while it is away. */

const PAUSE = 700;
const PREFIX = "desk";

export class Keeping {
  constructor(talk, source, said) {
    this.talk = talk;
    this.source = source;
    this.said = said;
    addEventListener("pagehide", () => this.keepHere());
  }

  _name(key) {
    return `${PREFIX}:${this.source}:${key}`;
  }

  /** Keep what the form holds, soon. */
  soon(form) {
    this.form = form;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.now(), PAUSE);
  }

  async now() {
    const form = this.form;
    this.form = null;
    clearTimeout(this.waiting);
    if (!form) {
      return;
    }
    const content = JSON.stringify(form.content());
    localStorage.setItem(this._name(form.key), content);
    try {
      const { ok } = await this.talk.tell("keep", { form: form.key, content });
      if (ok) {
        localStorage.removeItem(this._name(form.key));
      }
      this.said(form, ok ? "kept" : "keptHere");
    } catch {
      this.said(form, "keptHere");
    }
  }

  /** The tab closes before the archive was told: what was typed last stays in this browser. */
  keepHere() {
    if (this.form) {
      localStorage.setItem(this._name(this.form.key), JSON.stringify(this.form.content()));
    }
  }

  /** The form was saved or given up. */
  async letGo(key, { isSaved = false } = {}) {
    clearTimeout(this.waiting);
    this.form = null;
    localStorage.removeItem(this._name(key));
    if (!isSaved) {
      await this.talk.tell("keep", { form: key, content: null }).catch(() => null);
    }
  }

  /** What this browser kept, the archive's own (`rows`) beside it: `[{content, saved_at}]`. */
  all(rows) {
    const kept = new Map(rows.map(({ form, content, saved_at: time }) => [form, { ...read(content), key: form, time }]));
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(this._name(""))) {
        const content = read(localStorage.getItem(name));
        if (content) {
          kept.set(content.key, { ...content, time: null });
        }
      }
    }
    return [...kept.values()].filter((content) => content.kind);
  }
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
