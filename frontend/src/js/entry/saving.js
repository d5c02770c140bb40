// Saves what was typed a moment ago.
import { groupedNumber, keyOf, plainNumber, readCell, valueOf, writeCell } from "./cells.js";
import { keep, kept } from "./keeping.js";
import { agreed, clashes, meet, showClashes, startMeeting } from "./meeting.js";
import { button, lines, notice, said, startNotices, tell } from "./notices.js";
import { send as sent, SIGNED_OUT } from "./sending.js";
import { show } from "./showing.js";

const PAUSE = 700;
const AGAIN = 15000;

const state = {
  pending: new Map(), sending: false, timer: 0, stopped: false, leaving: false, all: false, out: false,
};
let form;

function now() {
  const time = new Date();
  return `${String(time.getHours()).padStart(2, "0")}:${String(time.getMinutes()).padStart(2, "0")}`;
}

function schedule(after) {
  window.clearTimeout(state.timer);
  state.timer = window.setTimeout(send, after);
}

function keepAll() {
  const mine = [...clashes].map(([key, clash]) => [key, clash.mine]);
  keep(form, new Map([...state.pending, ...mine]));
}

function changed(key, after = PAUSE) {
  clashes.delete(key);
  state.pending.set(key, readCell(form, key));
  keepAll();
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
  if (state.sending || state.stopped || state.pending.size === 0) return;
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
    const url = form.dataset.url + (state.all ? `${form.dataset.url.includes("?") ? "&" : "?"}all=1` : "");
    const answer = await sent(url, { editions: editions(reports), cells });
    answered(answer, batch);
  } catch (error) {
    tell(said("Offline", state.pending.size));
    schedule(AGAIN);
  }
  state.sending = false;
  const more = state.pending.size > 0 && !state.stopped && !state.leaving && !state.out;
  if (more && window.navigator.onLine) schedule(PAUSE);
}

function answered({ status, found }, batch) {
  if (status === SIGNED_OUT) {
    signedOut();
    return;
  }
  state.out = false;
  if (status === 409 && found && found.now) met(found);
  else if ((status === 409 || status === 400 || status === 403 || status === 404) && found) stop(found);
  else if (status !== 200) {
    tell(said("Failed"));
    schedule(AGAIN);
  } else saved(found, batch);
}

function saved(found, batch) {
  takeEditions(found.editions);
  for (const [key, cell] of batch) {
    if (JSON.stringify(state.pending.get(key)) === JSON.stringify(cell)) state.pending.delete(key);
  }
  agreed(batch);
  keepAll();
  state.all = false;
  show(form, found, state.pending);
  tell(said("Saved", now()));
}

function takeEditions(found) {
  for (const [report, edition] of Object.entries(found)) {
    const field = form.querySelector(`[data-edition="${report}"]`);
    if (field) field.value = edition;
  }
}

// Another window saved first: its cells are taken over, and what was typed here is sent again.
function met(found) {
  const taken = meet(found.now, state.pending);
  takeEditions(found.editions);
  keepAll();
  state.all = true;
  tell("");
  if (taken > 0) notice(said("News", taken).replace("{who}", found.by));
  showClashes(found.by, (key, own) => {
    if (own) changed(key, 0);
    else keepAll();
  });
}

function stop(found) {
  state.stopped = true;
  tell("");
  const place = notice(`${found.message} ${found.hint || ""}`, true);
  if (place) place.append(unsent([...state.pending.keys()].map((key) => [key, state.pending.get(key)])));
}

function unsent(rows) {
  const told = rows.map(([key, cell, label]) => {
    const field = valueOf(form, key);
    const name = label || (field && field.getAttribute("aria-label")) || key;
    return [`${name}: ${cell.value || "—"}${cell.statement ? ` (${cell.statement})` : ""}`];
  });
  return lines(told);
}

function signedOut() {
  state.out = true;
  tell("");
  const place = notice(said("Out", state.pending.size), true);
  if (!place) return;
  const link = document.createElement("a");
  link.href = window.location.href;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = said("Signin");
  place.append(" ", link);
  schedule(AGAIN);
}

function typing(key) {
  const value = valueOf(form, key);
  if (value) value.closest(".cell").classList.add("wet");
}

function restore() {
  const lost = [];
  let restored = 0;
  for (const [key, cell, label] of kept(form)) {
    if (!writeCell(form, key, cell)) {
      lost.push([key, cell, label]);
      continue;
    }
    state.pending.set(key, cell);
    typing(key);
    restored += 1;
  }
  if (restored > 0) notice(said("Restored", restored));
  if (lost.length === 0) return;
  const place = notice(said("Unsent", lost.length), true);
  if (!place) return;
  place.append(unsent(lost), button(said("Drop"), () => {
    keepAll();
    notice("");
  }));
}

// The button sends the whole form: what is on its way by script arrives first, so that the two do
// not meet as two windows would. What cannot arrive now stays in the page.
async function flushed() {
  window.clearTimeout(state.timer);
  for (let turn = 0; turn < 3 && state.pending.size > 0; turn += 1) {
    while (state.sending) await new Promise((done) => window.setTimeout(done, 30));
    await send();
    if (state.stopped || state.out) break;
  }
}

const open = () => state.sending || state.pending.size > 0 || clashes.size > 0;

function leave(event) {
  if (!open() || state.leaving) {
    state.leaving = true;
    window.clearTimeout(state.timer);
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  const submitter = event.submitter || undefined;
  state.leaving = true;
  flushed().then(() => {
    if (!open()) {
      form.requestSubmit(submitter);
      return;
    }
    state.leaving = false;
    const place = document.querySelector("[data-entry-notice]");
    if (place) place.scrollIntoView({ block: "center" });
  });
}

export function startSaving(entry) {
  form = entry;
  startNotices(form);
  startMeeting(form);
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
    event.target.closest(".cell").classList.remove("news");
    event.target.value = plainNumber(event.target.value);
    event.target.select();
  });
  form.addEventListener("focusout", (event) => {
    if (event.target.dataset.cell) event.target.value = groupedNumber(event.target.value);
  });
  form.addEventListener("sanbi:pasted", (event) => {
    const { lost, filled } = event.detail;
    notice([said("Pasted", filled), lost ? said("Beyond", lost) : ""].join(" "));
  });
  form.addEventListener("submit", leave, true);
  window.addEventListener("online", () => {
    if (!state.stopped) schedule(0);
  });
  // Somebody comes back from signing in, in another window.
  window.addEventListener("focus", () => {
    if (state.out) schedule(0);
  });
  window.addEventListener("offline", () => tell(said("Offline", state.pending.size)));
}

export function undone() {
  tell(said("Undone"));
}
