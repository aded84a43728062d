// Waits beside a document that is being fetched, and shows the page anew when it has come.
const box = document.querySelector("[data-state]");
const line = box?.querySelector("[data-received]");
const SOON = 700;
const LATER = 3000;

async function look(tries) {
  try {
    const answer = await fetch(box.dataset.state, { headers: { Accept: "application/json" }, cache: "no-store" });
    const state = await answer.json();
    if (!state.is_under_way) {
      location.reload();
      return;
    }
    if (state.received) {
      line.textContent = `${Math.round(state.received / 1000).toLocaleString()} ${line.dataset.unit}`;
    }
  } catch {
    // The next look may find the server again.
  }
  setTimeout(look, tries < 10 ? SOON : LATER, tries + 1);
}

if (box) {
  setTimeout(look, SOON, 0);
}
