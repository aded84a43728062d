// Waits beside an import that is worked on: moves its bar, says how far it is, and shows the page anew when it ends.
const box = document.querySelector("[data-state]");
const bar = box?.querySelector("progress");
const words = box?.querySelector("[data-words]");
const PAUSE = 1000;

function show({ words: said, done, total }) {
  if (total) {
    bar.max = total;
    bar.value = done;
  } else {
    bar.removeAttribute("value");
  }
  if (words.textContent !== said) {
    words.textContent = said;
  }
}

async function look() {
  try {
    const answer = await fetch(box.dataset.state, { headers: { Accept: "application/json" }, cache: "no-store" });
    const state = await answer.json();
    if (!state.is_under_way || state.needs_person) {
      location.reload();
      return;
    }
    show(state);
  } catch {
    // The next look may find the server again.
  }
  setTimeout(look, PAUSE);
}

if (box) {
  setTimeout(look, PAUSE);
}
