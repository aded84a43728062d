/**
 * Keeps the page in step with the drawing: the same address is fetched, and of the answer each part that carries
 * `data-follows` takes the place of the one of the same name; the list is one of them.
 */

const LIST = "list-region";
const DAYS = ["filter-from", "filter-to"];

export class List {
  constructor() {
    this.asked = null;
  }

  /** Show what the address lists; resolves to the number of events it counts, or null where it is not told. */
  async follow(address) {
    this.asked?.abort();
    this.asked = new AbortController();
    const here = document.getElementById(LIST);
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
      if (!this.asked.signal.aborted) document.getElementById(LIST)?.removeAttribute("aria-busy");
    }
  }
}

function put(answer) {
  for (const here of document.querySelectorAll("[data-follows]")) {
    const there = answer.querySelector(`[data-follows="${here.dataset.follows}"]`);
    if (there && !isInUse(here)) here.replaceChildren(...there.childNodes);
  }
  for (const name of DAYS) {
    const [here, there] = [document.getElementById(name), answer.getElementById(name)];
    if (here && there && !isInUse(here)) here.value = there.value;
  }
  if (answer.title) document.title = answer.title;
  const total = answer.getElementById(LIST)?.dataset.total;
  return total ? Number(total) : null;
}

/** What a reader is filling in is not taken away. */
function isInUse(element) {
  return element.contains(document.activeElement) || Boolean(element.closest("details[open]"));
}
