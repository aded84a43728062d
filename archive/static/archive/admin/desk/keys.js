/** Keys of the desk. Single letters hold only while no field has the focus, and can be turned off. */

const PLAIN = {
  ...{ n: "next", p: "previous", s: "statement", e: "event", c: "cite", m: "mention", u: "undo", r: "record" },
  ...{ j: "proposalAfter", k: "proposalBefore", a: "accept", o: "correct", d: "dismiss", S: "submit", "?": "keys" },
};
const LETTERS = "desk-letters";

export class Keys {
  constructor(dialog, desk) {
    this.dialog = dialog;
    this.desk = desk;
    const box = dialog.querySelector("[data-letters]");
    box.checked = localStorage.getItem(LETTERS) !== "off";
    box.addEventListener("change", () => localStorage.setItem(LETTERS, box.checked ? "on" : "off"));
    this.box = box;
    document.addEventListener("keydown", (event) => this._key(event));
  }

  show() {
    this.dialog.showModal();
  }

  _key(event) {
    if (this.dialog.open || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
      return;
    }
    if (event.key === "F6") {
      event.preventDefault();
      this.desk.otherSide();
      return;
    }
    if (event.target.closest("input, textarea, select, [contenteditable], .desk-form")) {
      return;
    }
    if (event.key.startsWith("Arrow")) {
      this._arrow(event);
    } else if (event.key === "Escape") {
      this.desk.acts.close();
    } else if (PLAIN[event.key] && this.box.checked) {
      event.preventDefault();
      this.desk.acts[PLAIN[event.key]]();
    }
  }

  _arrow(event) {
    const { selecting } = this.desk;
    const direction = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1;
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      event.preventDefault();
      if (event.shiftKey) {
        selecting.extend(direction);
      } else {
        selecting.word(direction);
      }
    } else if (event.shiftKey) {
      event.preventDefault();
      selecting.extendSentence(direction);
    }
  }
}
