// Says every few seconds that this page has a record open, and shows who else has.
const BEAT = 20_000;

const shown = document.querySelector("[data-presence]");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

const message = (values) => {
  const form = new FormData();
  form.set("csrfmiddlewaretoken", token);
  Object.entries(values).forEach(([name, value]) => form.set(name, value));
  return form;
};

const show = (words) => {
  if (shown.textContent !== words) {
    shown.textContent = words;
  }
  shown.hidden = !words;
};

const beat = async () => {
  if (document.hidden) {
    return;
  }
  try {
    const answer = await fetch(shown.dataset.presence, { method: "POST", body: message({}), credentials: "same-origin" });
    if (answer.ok) {
      show((await answer.json()).words);
    }
  } catch {
    // Offline for a moment: the next beat tries again.
  }
};

if (shown && token) {
  setInterval(beat, BEAT);
  document.addEventListener("visibilitychange", beat);
  addEventListener("pagehide", () => navigator.sendBeacon(shown.dataset.presence, message({ left: "yes" })));
  addEventListener("pageshow", (event) => event.persisted && beat());
}
