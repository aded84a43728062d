/** Fills in parts of a page that have an address of their own. Without it a link leads to each of them. */

async function fill(place) {
  const response = await fetch(place.dataset.fragmentFrom, { credentials: "same-origin" });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const part = page.querySelector("[data-fragment]");
  if (part) place.replaceChildren(...document.importNode(part, true).childNodes);
}

// Only what somebody is about to see is fetched. Where that fails, the link stays.
const watch = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      watch.unobserve(entry.target);
      fill(entry.target).catch(() => {});
    }
  },
  { rootMargin: "600px" },
);
for (const place of document.querySelectorAll("[data-fragment-from]")) watch.observe(place);
