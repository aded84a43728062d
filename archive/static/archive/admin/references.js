// Gives the fields that search for records (select2) the names that their labels have.
"use strict";

{
  const labelOf = (select) => select && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  const textOf = (label) => label.textContent.replace(/:\s*$/, "");

  const name = (select) => {
    const container = select.nextElementSibling;
    const label = labelOf(select);
    if (!label || !container || !container.classList.contains("select2-container")) {
      return;
    }
    label.id ||= `${select.id}_label`;
    const shown = container.querySelector(".select2-selection__rendered");
    const selection = container.querySelector(".select2-selection");
    selection.setAttribute("aria-labelledby", [label.id, shown?.id].filter(Boolean).join(" "));
    if (shown?.getAttribute("role") === "textbox") {
      shown.setAttribute("aria-label", textOf(label));
    }
    container.querySelectorAll(".select2-search__field").forEach((field) => {
      field.setAttribute("aria-label", textOf(label));
    });
  };

  const nameAll = () => {
    document.querySelectorAll("select.admin-autocomplete").forEach(name);
    const open = labelOf(document.querySelector("select + .select2-container--open")?.previousElementSibling);
    document.querySelectorAll(".select2-dropdown .select2-search__field").forEach((field) => {
      field.setAttribute("aria-label", open ? textOf(open) : field.placeholder || "…");
    });
  };

  let asked = false;
  const soon = () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        nameAll();
      });
    }
  };

  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  soon();
}
