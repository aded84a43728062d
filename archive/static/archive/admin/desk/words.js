/** The page's own words, in the language of the person: `words.say("progress", {cited: 3, all: 9})`. */

export class Words {
  constructor(element) {
    this.data = element.dataset;
  }

  say(name, values = {}) {
    return (this.data[name] || name).replace(/%\((\w+)\)s/g, (_whole, key) => values[key] ?? "");
  }
}

/** An element with attributes and children: `make("p", {class: "quiet"}, "Nothing")`. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
