/** What a place or several at one point say of themselves: built of elements, so that a name is never markup. */

const MOST_TOGETHER = 20;

/** @param words the texts of the page: `page`, `narrow`, `together`, `close` */
export function popupContent(places, words, narrow, close) {
  const content = made("div", "map-popup");
  const button = made("button", "map-popup-close", "×");
  button.type = "button";
  button.setAttribute("aria-label", words.close);
  button.addEventListener("click", close);
  if (places.length === 1) content.append(...onePlace(places[0], words, narrow));
  else content.append(made("h2", "", words.together), list(places.slice(0, MOST_TOGETHER), narrow));
  // Last, so that the keyboard comes to what the popup says first.
  content.append(button);
  return content;
}

function onePlace(place, words, narrow) {
  const facts = made("p", "map-popup-facts", [place.counted, place.area].filter(Boolean).join(" · "));
  const ways = made("ul", "map-popup-ways");
  ways.append(item(link(narrow(place), words.narrow)), item(link(place.url, words.page)));
  return [made("h2", "", place.name), facts, ways];
}

function list(places, narrow) {
  const entries = made("ul", "map-popup-list");
  for (const place of places) {
    const entry = item(link(place.url, place.name));
    entry.append(" ", link(narrow(place), place.counted));
    entries.append(entry);
  }
  return entries;
}

function item(...content) {
  const element = document.createElement("li");
  element.append(...content);
  return element;
}

function link(url, text) {
  const element = made("a", "", text);
  element.href = url;
  return element;
}

function made(name, className, text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}
