// Typing figures: Enter and the arrows move between cells, F2 edits in place, a pasted block fills.
import { blockOf } from "./blocks.js";

const CELLS = "input:not([type=hidden]):not([disabled]):not([readonly])";
const FILLED = `${CELLS}:not([type=checkbox]):not([type=radio])`;

// The cell in which the arrows move the caret, because somebody is typing in it.
let editing = null;

const seen = (cell) => cell.offsetParent !== null;
const rowsOf = (grid) => [...grid.querySelectorAll("tr")];

// The field that stands in the same column: above and below may be lines without one.
function below(cell, by) {
  const box = cell.closest("td, th");
  const at = [...box.querySelectorAll(CELLS)].filter(seen).indexOf(cell);
  let row = cell.closest("tr");
  for (;;) {
    row = by > 0 ? row.nextElementSibling : row.previousElementSibling;
    if (!row) return null;
    const other = row.cells[box.cellIndex];
    const found = other && row.cells.length > 1 ? [...other.querySelectorAll(CELLS)].filter(seen) : [];
    if (found.length > 0) return found[Math.min(at, found.length - 1)];
  }
}

function beside(cell, by) {
  const all = [...cell.closest("tr").querySelectorAll(CELLS)].filter(seen);
  return all[all.indexOf(cell) + by] || null;
}

function go(cell) {
  if (!cell) return false;
  cell.focus();
  if (cell.type !== "checkbox") cell.select();
  return true;
}

function edit(cell) {
  editing = cell;
  cell.setSelectionRange(cell.value.length, cell.value.length);
}

function onKey(event) {
  const cell = event.target;
  if (!cell.matches || !cell.matches(CELLS) || !cell.closest("[data-grid]")) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.key === "F2" && cell.type !== "checkbox") {
    edit(cell);
    event.preventDefault();
    return;
  }
  const down = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  // Enter must never send a half-filled grid.
  if (down !== undefined) {
    if (go(below(cell, down)) || event.key === "Enter") event.preventDefault();
    return;
  }
  const right = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (right === undefined || event.shiftKey || editing === cell || !cell.dataset.cell) return;
  if (go(beside(cell, right))) event.preventDefault();
}

function fill(cell, text) {
  cell.value = text;
  cell.dispatchEvent(new Event("input", { bubbles: true }));
  cell.dispatchEvent(new Event("change", { bubbles: true }));
}

// A block falls on the lines as they stand on the screen: what meets a line that is only read is
// left out, so that no figure slides to another unit. An empty cell of the block changes nothing.
function onPaste(event) {
  const grid = event.target.closest("[data-grid]");
  if (!grid || !event.target.matches(FILLED)) return;
  const block = blockOf(event.clipboardData.getData("text/plain"));
  if (block.length === 1 && block[0].length === 1) return;
  event.preventDefault();
  const lines = rowsOf(grid).filter((row) => row.querySelector("td.in, td input"));
  const fieldsOf = (row) => [...row.querySelectorAll(FILLED)].filter((field) => !field.closest(".whys"));
  const start = lines.indexOf(event.target.closest("tr"));
  const column = Math.max(fieldsOf(lines[start]).indexOf(event.target), 0);
  let [lost, filled] = [0, 0];
  block.forEach((values, down) => {
    const fields = lines[start + down] ? fieldsOf(lines[start + down]) : [];
    values.forEach((value, right) => {
      if (value === "") return;
      const cell = fields[column + right];
      if (cell) fill(cell, value);
      if (cell) filled += 1;
      else lost += 1;
    });
  });
  grid.dispatchEvent(new CustomEvent("sanbi:pasted", { bubbles: true, detail: { filled, lost } }));
}

export function startGrids() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("paste", onPaste);
  document.addEventListener("focusin", () => {
    editing = null;
  });
  document.addEventListener("input", (event) => {
    if (event.target.closest("[data-grid]")) editing = event.target;
  });
  document.addEventListener("dblclick", (event) => {
    if (event.target.matches(FILLED) && event.target.closest("[data-grid]")) editing = event.target;
  });
}
