// Asks before what was typed into a record's form is left behind unsaved.
const form = document.querySelector("#content-main form[id$=_form]");

const values = () => JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));

if (form) {
  let asItCame;
  let isSaving = false;
  // A form that came back with a refusal holds what nobody has saved yet.
  const cameBack = Boolean(form.querySelector(".errornote, #meanwhile") || document.querySelector(".errornote"));

  addEventListener("load", () => {
    // Other scripts fill fields in as the page loads.
    setTimeout(() => {
      asItCame = values();
    });
  });
  form.addEventListener("submit", () => {
    isSaving = true;
  });
  addEventListener("beforeunload", (event) => {
    if (!isSaving && asItCame !== undefined && (cameBack || values() !== asItCame)) {
      event.preventDefault();
    }
  });
}
