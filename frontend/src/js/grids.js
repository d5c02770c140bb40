// Typing figures: Enter and the arrows move up and down, Tab goes right, a pasted block fills cells.
const CELLS = "input:not([type=hidden]):not([disabled]):not([readonly])";

function rows(grid) {
  return [...grid.querySelectorAll("tr")]
    .map((row) => [...row.querySelectorAll(CELLS)])
    .filter((cells) => cells.length > 0);
}

function place(all, cell) {
  for (let row = 0; row < all.length; row += 1) {
    const column = all[row].indexOf(cell);
    if (column >= 0) return { row, column };
  }
  return null;
}

function move(grid, cell, by) {
  const all = rows(grid);
  const at = place(all, cell);
  const next = at && all[at.row + by];
  if (!next) return false;
  const target = next[Math.min(at.column, next.length - 1)];
  target.focus();
  target.select();
  return true;
}

function onKey(event) {
  const grid = event.target.closest("[data-grid]");
  if (!grid || !event.target.matches(CELLS) || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.isComposing) return;
  const by = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  // Enter must never send a half-filled grid.
  if (move(grid, event.target, by) || event.key === "Enter") event.preventDefault();
}

function fill(cell, text) {
  cell.value = text;
  cell.dispatchEvent(new Event("input", { bubbles: true }));
  cell.dispatchEvent(new Event("change", { bubbles: true }));
}

function onPaste(event) {
  const grid = event.target.closest("[data-grid]");
  if (!grid || !event.target.matches(CELLS)) return;
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!/[\n\t]/.test(text)) return;
  event.preventDefault();
  const all = rows(grid);
  const at = place(all, event.target);
  const lines = text.split("\n");
  let lost = 0;
  lines.forEach((line, down) => {
    line.split("\t").forEach((value, right) => {
      const cell = all[at.row + down] && all[at.row + down][at.column + right];
      if (cell) fill(cell, value.trim());
      else if (value.trim() !== "") lost += 1;
    });
  });
  grid.dispatchEvent(new CustomEvent("sanbi:pasted", { bubbles: true, detail: { lines: lines.length, lost } }));
}

export function startGrids() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("paste", onPaste);
}
