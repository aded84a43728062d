/** Keeps the list below in step with the drawing: the same address, of which the list's part is put in place. */

const FOLLOWERS = ["list-region", "filter-region"];

export class List {
  constructor() {
    this.asked = null;
  }

  /** Show what the address lists; resolves to the number of events it counts, or null where it is not told. */
  async follow(address) {
    this.asked?.abort();
    this.asked = new AbortController();
    const here = document.getElementById(FOLLOWERS[0]);
    if (!here) return null;
    here.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, { signal: this.asked.signal, headers: { Accept: "text/html" } });
      if (!response.ok) return null;
      return put(new DOMParser().parseFromString(await response.text(), "text/html"));
    } catch (error) {
      if (error.name === "AbortError") throw error;
      return null;
    } finally {
      if (!this.asked.signal.aborted) document.getElementById(FOLLOWERS[0])?.removeAttribute("aria-busy");
    }
  }
}

function put(answer) {
  for (const name of FOLLOWERS) {
    const [here, there] = [document.getElementById(name), answer.getElementById(name)];
    // What a reader is filling in is not taken away.
    if (here && there && !here.contains(document.activeElement) && !here.querySelector("details[open]")) {
      here.replaceChildren(...there.childNodes);
    }
  }
  if (answer.title) document.title = answer.title;
  const total = answer.getElementById(FOLLOWERS[0])?.dataset.total;
  return total ? Number(total) : null;
}
