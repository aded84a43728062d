// Says under every date field what the date means, and how far it reaches, as one types.
"use strict";

{
  const address = new URL(document.currentScript.dataset.address, location.href);
  const pause = 250;
  const waiting = new WeakMap();
  let numbers = 0;

  const meaningOf = (input) => {
    const known = input.nextElementSibling;
    if (known && known.classList.contains("date-meaning")) {
      return known;
    }
    const meaning = document.createElement("span");
    numbers += 1;
    meaning.className = "date-meaning";
    meaning.id = `date-meaning-${numbers}`;
    meaning.setAttribute("aria-live", "polite");
    input.after(meaning);
    const described = input.getAttribute("aria-describedby");
    input.setAttribute("aria-describedby", described ? `${described} ${meaning.id}` : meaning.id);
    return meaning;
  };

  const show = (input, text, isWrong) => {
    const meaning = meaningOf(input);
    meaning.textContent = text;
    meaning.classList.toggle("date-meaning-wrong", isWrong);
  };

  const sentence = ({ words, bounds }) => (words === bounds ? words : `${words} · ${bounds}`);

  const ask = async (input) => {
    const text = input.value.trim();
    if (!text) {
      show(input, "", false);
      return;
    }
    const question = new URL(address);
    question.searchParams.set("text", text);
    try {
      const answer = await fetch(question, { headers: { Accept: "application/json" } });
      if (!answer.ok) {
        return;
      }
      const meaning = await answer.json();
      if (input.value.trim() === text) {
        show(input, meaning.error || sentence(meaning), Boolean(meaning.error));
      }
    } catch {
      // Without an answer the form still says what is wrong when it is saved.
    }
  };

  const isDate = (element) => element instanceof HTMLInputElement && element.classList.contains("edtf-input");

  document.addEventListener("input", (event) => {
    if (isDate(event.target)) {
      clearTimeout(waiting.get(event.target));
      waiting.set(event.target, setTimeout(ask, pause, event.target));
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".edtf-input").forEach((input) => {
      if (!input.closest(".empty-form")) {
        meaningOf(input);
        ask(input);
      }
    });
  });

  document.addEventListener("formset:added", (event) => {
    event.target.querySelectorAll(".edtf-input").forEach(meaningOf);
  });
}
