/** What the page asks of the archive and tells it. */

export class NoAnswer extends Error {}
export class LoggedOut extends Error {}

/** How often something is told again while the archive is busy writing something large: for some minutes. */
const TRIES = 30;

export class Talk {
  /** Called with what the archive says while it is busy. */
  onBusy = () => {};

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
    const options = {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.csrf },
      body: JSON.stringify(sent),
    };
    let answer = await this._fetch(this._url(name, []), options);
    for (let tries = 0; answer.busy && tries < TRIES; tries += 1) {
      // Nothing was written, so it is told again as it was.
      this.onBusy(answer.body.problems[0].message);
      await new Promise((resolve) => setTimeout(resolve, answer.busy * 1000));
      answer = await this._fetch(this._url(name, []), options);
    }
    return answer;
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
    const busy = answer.status === 503 ? Number(answer.headers.get("Retry-After")) || 1 : 0;
    return { ok: answer.ok, status: answer.status, busy, body: await answer.json() };
  }
}
