// A proposal's tick fills its field or empties it; another proposal takes its place at a press.
function fill(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  // The fields that search for records show their choice themselves.
  window.django?.jQuery?.(field).trigger("change");
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches("input[type=checkbox][data-for]")) {
    return;
  }
  const field = document.getElementById(target.dataset.for);
  if (target.checked) {
    fill(field, target.dataset.value);
  } else if (field.value === target.dataset.value) {
    fill(field, "");
  }
});

// What a person types is theirs: the tick goes, for the value is no longer the one that was proposed.
document.addEventListener("input", ({ target }) => {
  const tick = target.id && document.querySelector(`input[type=checkbox][data-for="${CSS.escape(target.id)}"]`);
  if (tick) {
    tick.checked = target.value === tick.dataset.value;
  }
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest(".proposal-take");
  if (button) {
    fill(document.getElementById(button.dataset.for), button.dataset.value);
  }
});
