/** What the page asks of the archive and tells it. */

export class NoAnswer extends Error {}
export class LoggedOut extends Error {}

export class Talk {
  constructor({ address, version, csrf }) {
    this.address = address;
    this.version = version;
    this.csrf = csrf;
  }

  /** The answer to a question. Throws `NoAnswer` or `LoggedOut`. */
  async ask(name, query = []) {
    const { body } = await this._fetch(this._url(name, query));
    return body;
  }

  /** `{ok, status, body}` of something told; the body of a refusal has its `problems`. */
  async tell(name, sent) {
    return this._fetch(this._url(name, []), {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.csrf },
      body: JSON.stringify(sent),
    });
  }

  _url(name, query) {
    const params = new URLSearchParams([["version", this.version], ...query]);
    return `${this.address}${name}/?${params}`;
  }

  async _fetch(url, options = {}) {
    let answer;
    try {
      answer = await fetch(url, options);
    } catch (error) {
      throw new NoAnswer(error);
    }
    if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) {
      throw answer.redirected || answer.status === 403 ? new LoggedOut() : new NoAnswer(answer.status);
    }
    return { ok: answer.ok, status: answer.status, body: await answer.json() };
  }
}
