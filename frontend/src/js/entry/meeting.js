// Two people on one form: cells that only the other changed are taken over, cells that both
// changed are shown with both figures, and somebody chooses.
import { labelOf, readCell, same, writeCell } from "./cells.js";
import { button, lines, notice, said } from "./notices.js";

let form;
const base = new Map();
export const clashes = new Map();

export function startMeeting(entry) {
  form = entry;
  for (const field of form.querySelectorAll("[data-cell]")) {
    base.set(field.dataset.cell, readCell(form, field.dataset.cell));
  }
}

export function agreed(batch) {
  for (const [key, cell] of batch) base.set(key, cell);
}

// Takes over what the server has now; returns how many cells the other changed alone.
export function meet(found, pending) {
  let taken = 0;
  for (const [key, theirs] of Object.entries(found)) {
    const known = base.get(key);
    if (!known) continue;
    base.set(key, theirs);
    const mine = pending.get(key);
    if (same(theirs, known) || (mine && same(theirs, mine))) continue;
    if (mine) {
      clashes.set(key, { mine, theirs });
      pending.delete(key);
    } else if (writeCell(form, key, theirs)) {
      form.querySelector(`[data-cell="${key}"]`).closest(".cell").classList.add("news");
      taken += 1;
    }
  }
  return taken;
}

export function showClashes(who, chosen) {
  if (clashes.size === 0) return;
  const rows = [];
  for (const [key, { mine, theirs }] of clashes) {
    const choose = (cell, own) => () => {
      clashes.delete(key);
      writeCell(form, key, cell);
      if (clashes.size === 0) notice("");
      else showClashes(who, chosen);
      chosen(key, own);
    };
    rows.push([
      `${labelOf(form, key)} `,
      button(`${said("Theirs")} ${theirs.value || "—"}`, choose(theirs, false)),
      " ",
      button(`${said("Mine")} ${mine.value || "—"}`, choose(mine, true)),
    ]);
  }
  const place = notice(said("Clash", who), true);
  if (place) place.append(lines(rows));
}
