// Shows how the server finds each line that was saved.
import { valueOf, writeCell } from "./cells.js";

const LOOKS = ["ok", "err", "warn", "todo", "na", "imp", "lock"];

export function look(form, key, name, title = "") {
  const value = valueOf(form, key);
  if (!value) return;
  const box = value.closest(".cell");
  box.classList.remove(...LOOKS, "wet");
  box.classList.add(name);
  value.title = title;
  if (name === "err") value.setAttribute("aria-invalid", "true");
  else value.removeAttribute("aria-invalid");
}

function message(key, row) {
  const line = document.getElementById(`r-${key}`);
  if (!line || row.html === undefined) return;
  line.querySelector("[data-message]").innerHTML = row.html;
  line.querySelector("[data-change]").textContent = row.change || "—";
  if (row.look === "warn" || row.look === "na") line.classList.add("needs");
}

// The statements of a unit are not exchanged while somebody types in one of them.
function statements(form, report, html, pending) {
  const place = form.querySelector(`[data-statements="${report}"]`);
  if (!place) return;
  if (place.contains(document.activeElement)) {
    place.addEventListener("focusout", () => statements(form, report, html, pending), { once: true });
    return;
  }
  place.innerHTML = html;
  for (const [key, cell] of pending) {
    if (key.startsWith(`${report}-`)) writeCell(form, key, cell);
  }
}

export function show(form, found, pending) {
  for (const [key, row] of Object.entries(found.rows)) {
    // A line that is typed in right now keeps its look until it rests.
    if (pending.has(key)) continue;
    look(form, key, row.look, row.title);
    message(key, row);
  }
  for (const [key, text] of Object.entries(found.faults)) look(form, key, "err", text);
  for (const [report, html] of Object.entries(found.statements || {})) {
    statements(form, report, html, pending);
  }
  const dock = form.querySelector("[data-entry-state]");
  if (dock && found.state) dock.innerHTML = found.state;
  const summary = document.querySelector("[data-entry-summary]");
  if (summary && found.summary !== undefined) summary.innerHTML = found.summary;
}
