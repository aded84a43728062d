// On a phone a list has no heading row, so each cell carries its column's name.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const table = document.getElementById("result_list");
  if (!table) {
    return;
  }
  const names = [...table.tHead.rows[0].cells].map((cell) => cell.querySelector(".text")?.textContent.trim() || "");
  for (const row of table.tBodies[0].rows) {
    [...row.cells].forEach((cell, number) => {
      if (cell.tagName === "TD" && !cell.classList.contains("action-checkbox") && names[number]) {
        cell.dataset.label = names[number];
      }
    });
  }
});
