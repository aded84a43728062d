// The review by keyboard: the keys that the page lists, unless somebody types or has switched them off.
const STORED = "dateline-review-keys";

const page = document.querySelector("[data-review]");
const switched = document.querySelector("[data-keys-on]");
const rows = [...document.querySelectorAll(".queue-row")];
const chosenWords = document.querySelector("[data-chosen]");

const isTyping = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");

const current = () => rows.findIndex((row) => row.contains(document.activeElement));

const goTo = (number) => {
  const row = rows[Math.max(0, Math.min(rows.length - 1, number))];
  row?.querySelector(".queue-title").focus();
  row?.scrollIntoView({ block: "nearest" });
};

const count = () => {
  if (chosenWords) {
    const number = rows.filter((row) => row.querySelector("input[type=checkbox]")?.checked).length;
    chosenWords.textContent = number ? `${number} / ${rows.length}` : "";
  }
};

const choose = () => {
  const box = rows[current()]?.querySelector("input[type=checkbox]");
  if (box) {
    box.checked = !box.checked;
    count();
  }
};

const inQueue = {
  j: () => goTo(current() + 1),
  k: () => goTo(current() < 0 ? 0 : current() - 1),
  x: choose,
};

const press = (key) => {
  const control = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  control?.click();
  return Boolean(control);
};

const comment = () => {
  const field = document.getElementById("id_reason");
  field?.focus();
  return Boolean(field);
};

const answer = (event) => {
  if (!switched.checked || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
    return;
  }
  const own = page.dataset.review === "queue" ? inQueue[event.key] : undefined;
  if (own) {
    own();
  } else if (event.key === "c" ? !comment() : !press(event.key)) {
    return;
  }
  event.preventDefault();
};

// To send back takes a comment: without one the key leads to where it is written.
document.querySelector('[data-key="b"]')?.addEventListener("click", (event) => {
  if (!document.getElementById("id_reason").value.trim()) {
    event.preventDefault();
    comment();
  }
});

document.querySelector("[data-keys]").hidden = false;
switched.checked = localStorage.getItem(STORED) !== "off";
switched.addEventListener("change", () => localStorage.setItem(STORED, switched.checked ? "on" : "off"));
document.addEventListener("keydown", answer);
page.addEventListener("change", count);
count();
