// Ctrl+Z takes back the last change of a cell, a pasted block at once; Esc what is typed in one cell.
import { undone } from "./saving.js";

const past = [];
let before = null;
let group = 0;

function put(cell, text) {
  cell.value = text;
  cell.dispatchEvent(new Event("input", { bubbles: true }));
}

function undo() {
  const last = past[past.length - 1];
  if (!last) return false;
  const number = last.group;
  while (past.length > 0 && past[past.length - 1].group === number) {
    const step = past.pop();
    put(step.cell, step.text);
    step.cell.dataset.was = step.text;
    if (step.group === number) step.cell.focus();
  }
  before = document.activeElement.value;
  undone();
  return true;
}

export function startUndo(form) {
  for (const cell of form.querySelectorAll("[data-cell]")) cell.dataset.was = cell.value;
  form.addEventListener("paste", () => {
    group += 1;
  }, true);
  form.addEventListener("sanbi:pasted", () => {
    before = document.activeElement.value;
  });
  form.addEventListener("focusin", (event) => {
    if (!event.target.dataset.cell) return;
    group += 1;
    before = event.target.value;
  });
  form.addEventListener("change", (event) => {
    const cell = event.target;
    if (!cell.dataset.cell || cell.dataset.was === cell.value) return;
    past.push({ cell, text: cell.dataset.was, group });
    cell.dataset.was = cell.value;
  });
  form.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.dataset || !cell.dataset.cell) return;
    if (event.key === "Escape" && before !== null && cell.value !== before) {
      event.preventDefault();
      put(cell, before);
    }
    // A cell that was not touched yet undoes the grid; one that was, its own typing.
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && cell.value === before) {
      if (undo()) event.preventDefault();
    }
  });
}
