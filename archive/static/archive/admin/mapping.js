// Where a column was led elsewhere, its card says so and offers to show the options it has there.
for (const select of document.querySelectorAll("[data-place]")) {
  const card = select.closest("li");
  const before = select.value;
  select.addEventListener("change", () => {
    const isChanged = select.value !== before;
    card.classList.toggle("is-changed", isChanged);
    card.querySelector(".map-show").hidden = !isChanged;
  });
}

// A name is one record: who types an address means that, and not what is chosen beside it.
for (const input of document.querySelectorAll(".map-slug")) {
  const choice = document.getElementById(input.id.replace("-slug", "-choice"));
  input.addEventListener("input", () => {
    choice.disabled = input.value.trim() !== "";
  });
}
