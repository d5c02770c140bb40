// Saves what was typed a moment ago, and shows how the server finds each line.
import { groupedNumber, keyOf, plainNumber, readCell, valueOf, writeCell } from "./cells.js";
import { keep, kept } from "./keeping.js";

const PAUSE = 700;
const AGAIN = 15000;
const LOOKS = ["ok", "err", "warn", "todo", "na", "imp", "lock"];

const state = { pending: new Map(), sending: false, timer: 0, stopped: false, leaving: false };
let form;

const said = (name, n = "") => (form.dataset[`said${name}`] || "").replace("{n}", String(n));

function tell(text) {
  const place = form.querySelector("[data-entry-said]");
  if (place) place.textContent = text;
}

export function notice(text, bad = false) {
  const place = document.querySelector("[data-entry-notice]");
  if (!place) return;
  place.textContent = text;
  place.hidden = text === "";
  place.classList.toggle("bad", bad);
}

function now() {
  const time = new Date();
  return `${String(time.getHours()).padStart(2, "0")}:${String(time.getMinutes()).padStart(2, "0")}`;
}

function schedule(after) {
  window.clearTimeout(state.timer);
  state.timer = window.setTimeout(send, after);
}

function changed(key, after = PAUSE) {
  state.pending.set(key, readCell(form, key));
  keep(form, state.pending);
  if (!state.stopped) schedule(after);
}

function editions(reports) {
  const found = {};
  for (const field of form.querySelectorAll("[data-edition]")) {
    if (reports.has(field.dataset.edition)) found[field.dataset.edition] = field.value;
  }
  return found;
}

async function send() {
  if (state.sending || state.pending.size === 0) return;
  state.sending = true;
  const batch = new Map(state.pending);
  const cells = {};
  const reports = new Set();
  for (const [key, cell] of batch) {
    const [report, indicator] = key.split("-");
    reports.add(report);
    cells[`${report}:${indicator}`] = cell;
  }
  tell(said("Saving"));
  try {
    const answer = await window.fetch(form.dataset.url, {
      method: "POST",
      credentials: "same-origin",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
      },
      body: JSON.stringify({ editions: editions(reports), cells }),
    });
    await answered(answer, batch);
  } catch (error) {
    tell(said("Offline", state.pending.size));
    schedule(AGAIN);
  }
  state.sending = false;
  if (state.pending.size > 0 && !state.stopped && !state.leaving && window.navigator.onLine) schedule(PAUSE);
}

async function answered(answer, batch) {
  if (answer.status === 409) {
    state.stopped = true;
    notice(said("Conflict"), true);
    tell("");
    return;
  }
  if (answer.status === 400) {
    const refusal = await answer.json();
    state.stopped = true;
    notice(`${refusal.message} ${refusal.hint}`, true);
    tell("");
    return;
  }
  if (!answer.ok) {
    tell(said("Failed"));
    schedule(AGAIN);
    return;
  }
  const found = await answer.json();
  for (const [report, edition] of Object.entries(found.editions)) {
    const field = form.querySelector(`[data-edition="${report}"]`);
    if (field) field.value = edition;
  }
  for (const [key, cell] of batch) {
    if (JSON.stringify(state.pending.get(key)) === JSON.stringify(cell)) state.pending.delete(key);
  }
  keep(form, state.pending);
  show(found);
  tell(said("Saved", now()));
}

function show(found) {
  for (const [key, row] of Object.entries(found.rows)) {
    // A line that is typed in right now keeps its look until it rests.
    if (state.pending.has(key)) continue;
    look(key, row.look);
    const line = document.getElementById(`r-${key}`);
    if (!line) continue;
    line.querySelector("[data-message]").innerHTML = row.html;
    line.querySelector("[data-change]").textContent = row.change || "—";
    if (row.look === "warn" || row.look === "na") line.classList.add("needs");
  }
  for (const [key, text] of Object.entries(found.faults)) {
    look(key, "err");
    const value = valueOf(form, key);
    if (value) value.title = text;
  }
  const dock = form.querySelector("[data-entry-state]");
  if (dock && found.state) dock.innerHTML = found.state;
  const summary = document.querySelector("[data-entry-summary]");
  if (summary && found.summary !== undefined) summary.innerHTML = found.summary;
}

function look(key, name) {
  const value = valueOf(form, key);
  if (!value) return;
  const box = value.closest(".cell");
  box.classList.remove(...LOOKS, "wet");
  box.classList.add(name);
  value.title = "";
  if (name === "err") value.setAttribute("aria-invalid", "true");
  else value.removeAttribute("aria-invalid");
}

function typing(key) {
  const value = valueOf(form, key);
  value.closest(".cell").classList.add("wet");
}

function restore() {
  let restored = 0;
  for (const [key, cell] of kept(form)) {
    if (!writeCell(form, key, cell)) continue;
    state.pending.set(key, cell);
    typing(key);
    restored += 1;
  }
  if (restored > 0) notice(said("Restored", restored));
}

// The button sends the whole form: what is on its way by script arrives first, so that the two do
// not meet as two windows would.
async function flushed() {
  window.clearTimeout(state.timer);
  while (state.sending) await new Promise((done) => window.setTimeout(done, 30));
  await send();
}

function leave(event) {
  const waiting = state.sending || state.pending.size > 0;
  if (waiting && !state.leaving && !state.stopped) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter || undefined;
    state.leaving = true;
    flushed().then(() => form.requestSubmit(submitter));
    return;
  }
  state.leaving = true;
  window.clearTimeout(state.timer);
  keep(form, new Map());
}

export function startSaving(entry) {
  form = entry;
  restore();
  form.addEventListener("input", (event) => {
    const key = keyOf(event.target);
    if (!key) return;
    typing(key);
    changed(key);
  });
  form.addEventListener("change", (event) => {
    const key = keyOf(event.target);
    if (key) changed(key, event.target.dataset.cell ? PAUSE / 2 : 0);
  });
  form.addEventListener("focusin", (event) => {
    if (!event.target.dataset.cell) return;
    event.target.value = plainNumber(event.target.value);
    event.target.select();
  });
  form.addEventListener("focusout", (event) => {
    if (event.target.dataset.cell) event.target.value = groupedNumber(event.target.value);
  });
  form.addEventListener("sanbi:pasted", (event) => {
    const { lost, filled } = event.detail;
    notice([said("Pasted", filled || event.detail.lines), lost ? said("Beyond", lost) : ""].join(" "));
  });
  form.addEventListener("submit", leave, true);
  window.addEventListener("online", () => {
    if (!state.stopped) schedule(0);
  });
  window.addEventListener("offline", () => tell(said("Offline", state.pending.size)));
}

export function undone() {
  tell(said("Undone"));
}
