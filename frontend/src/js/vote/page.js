// The steps of voting: code, paper, done. What is typed stays in this tab until it is cast or cleared.
import { readPaper } from "./paper.js";
import { ask, askUntilAnswered, listen, newKey } from "./sending.js";

const DONE_SECONDS = 12;
const IDLE_SECONDS = 180;
const WARN_SECONDS = 30;

function fill(text, facts) {
  return text.replace(/\{(\w+)\}/g, (_all, name) => facts[name]);
}

// A terminal's token comes behind the # of its address once, and stays with the browser.
function takeFragment(poll) {
  const given = new URLSearchParams(location.hash.slice(1));
  if (location.hash) history.replaceState(null, "", location.pathname);
  const place = `sanbi-terminal-${poll}`;
  if (given.get("terminal")) localStorage.setItem(place, given.get("terminal"));
  return { code: given.get("code") || "", terminal: localStorage.getItem(place) || "" };
}

export function startVoting(root) {
  const said = JSON.parse(document.getElementById("vote-said").textContent);
  const { vote: poll, live } = root.dataset;
  const kept = `sanbi-vote-${poll}`;
  const find = (name) => root.querySelector(`[data-${name}]`);
  const steps = [...root.querySelectorAll("[data-step]")];
  const codeForm = find("code-form");
  const given = takeFragment(poll);
  const where = find("where").textContent;
  for (const line of root.querySelectorAll("[data-line]"))
    line.dataset.missing = line.querySelector("[data-miss]").textContent;
  const paper = readPaper(root);
  let state = root.dataset.state;
  let held = null;
  let moved = Date.now();
  let leaving = 0;

  function show(name) {
    for (const step of steps) step.hidden = step.dataset.step !== name;
    find("count").hidden = name !== "paper";
    root.dataset.now = name;
  }
  function keep() {
    if (held) sessionStorage.setItem(kept, JSON.stringify({ ...held, marks: paper.marks }));
  }
  function clear() {
    held = null;
    sessionStorage.removeItem(kept);
    paper.marks = {};
    paper.setOwn("", said);
    find("paper").reset();
    codeForm.reset();
    root.querySelector("[data-fault]").textContent = "";
    find("paper-fault").textContent = "";
    find("where").textContent = where;
  }
  function begin() {
    clear();
    clearInterval(leaving);
    const open = state === "open";
    show(open ? "code" : state === "ready" ? "wait" : "over");
    if (open) codeForm.code.focus();
  }

  // -- the paper ----------------------------------------------------------------------------------
  function draw() {
    const rows = paper.toMark;
    const missing = rows.filter((line) => !paper.isWhole(line));
    for (const line of rows) {
      const whole = paper.isWhole(line);
      line.classList.toggle("marked", whole);
      for (const field of line.querySelectorAll("[data-rank]")) {
        const { place } = field.dataset;
        field.textContent = place ? fill(said.place, { place }) : said["no-place"];
        field.setAttribute("aria-pressed", place ? "true" : "false");
      }
    }
    find("marked").textContent = rows.length - missing.length;
    find("of").textContent = rows.length;
    find("bar").style.width = `${((rows.length - missing.length) / rows.length) * 100}%`;
    find("left").hidden = missing.length === 0;
    find("left").textContent = fill(said.missing, { count: missing.length });
    const asks = missing.length > 0 && root.dataset.whole === "1";
    find("cast").textContent = asks ? said.next : said.cast;
    return missing;
  }
  function edited() {
    moved = Date.now();
    find("paper-fault").textContent = "";
    draw();
    keep();
  }
  function fillIn(found, marks) {
    held = found;
    paper.setOwn(found.own, said);
    paper.marks = marks;
    root.classList.toggle("asked", false);
    const place = found.venue ? fill(said.terminal, { venue: found.venue, number: found.number }) : "";
    find("where").textContent = [place, found.class, where].filter(Boolean).join(" · ");
    show("paper");
    edited();
    window.scrollTo(0, 0);
  }
  function wordsOf(found) {
    const line = paper.lines.find((one) => one.dataset.line === found.subject);
    return fill(said[found.answer] || said.other, { unit: line ? line.dataset.name : "" });
  }

  // -- entering -----------------------------------------------------------------------------------
  async function enter(code, marks) {
    const fault = root.querySelector("[data-fault]");
    const button = find("enter");
    button.disabled = true;
    fault.textContent = "";
    const found = await ask(live, "enter", { poll: Number(poll), code, terminal: given.terminal });
    button.disabled = false;
    moved = Date.now();
    if (found.answer === "enter") fillIn({ ...found, key: newKey() }, marks);
    else if (found.answer === "done") done(found, 0);
    else {
      fault.textContent = found.answer === "away" ? said.other : wordsOf(found);
      codeForm.code.select();
    }
  }
  codeForm.addEventListener("submit", (event) => {
    event.preventDefault();
    enter(codeForm.code.value, codeForm.marks || {});
    codeForm.marks = null;
  });
  codeForm.addEventListener("input", () => {
    const digits = codeForm.code.value.replace(/\D/g, "").slice(0, 8);
    codeForm.code.value = digits.length > 4 ? `${digits.slice(0, 4)} ${digits.slice(4)}` : digits;
  });
  codeForm.addEventListener("click", (event) => {
    const key = event.target.closest("[data-digit]");
    if (!key) return;
    const { digit } = key.dataset;
    const before = codeForm.code.value.replace(/\D/g, "");
    const now = digit === "clear" ? "" : digit === "back" ? before.slice(0, -1) : before + digit;
    codeForm.code.value = now;
    codeForm.code.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // -- casting ------------------------------------------------------------------------------------
  async function cast() {
    const button = find("cast");
    button.disabled = true;
    button.textContent = said.casting;
    find("clear").disabled = true;
    root.classList.add("casting");
    const fault = find("paper-fault");
    const facts = { token: held.token, key: held.key, marks: paper.marks };
    const count = Object.keys(facts.marks).length;
    const found = await askUntilAnswered(live, "cast", facts, () => {
      fault.textContent = said.away;
      moved = Date.now();
    });
    button.disabled = false;
    find("clear").disabled = false;
    root.classList.remove("casting");
    if (found.answer === "recorded" || found.answer === "voted") {
      done(found, found.answer === "recorded" ? count : 0);
    } else if (found.answer === "enter-again" || found.answer === "key-taken") {
      const marks = facts.marks;
      begin();
      codeForm.marks = marks;
      root.querySelector("[data-fault]").textContent = said["enter-again"];
    } else {
      draw();
      fault.textContent = wordsOf(found);
    }
  }
  function done(found, count) {
    clear();
    find("done-count").textContent = count ? fill(said.done, { count }) : "";
    find("receipt").textContent = found.receipt.replace("-", " · ");
    find("leave").hidden = !given.terminal;
    show("done");
    root.querySelector('[data-step="done"]').focus();
    if (!given.terminal) return;
    let left = DONE_SECONDS;
    clearInterval(leaving);
    leaving = setInterval(() => {
      left -= 1;
      const seconds = find("seconds");
      if (seconds) seconds.textContent = left;
      if (left <= 0) begin();
    }, 1000);
  }
  const form = find("paper");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const missing = draw();
    if (missing.length && root.dataset.whole === "1") {
      root.classList.add("asked");
      missing[0].scrollIntoView({ block: "center" });
      missing[0].querySelector("input:not(:disabled), button:not(:disabled)").focus();
    } else if (held) cast();
  });
  form.addEventListener("input", edited);
  form.addEventListener("click", (event) => {
    const rank = event.target.closest("[data-rank]");
    if (rank) paper.rank(rank, paper.marks);
    if (event.target.closest("[data-clear]")) paper.marks = {};
    if (rank || event.target.closest("[data-clear]")) edited();
  });

  // -- coming back, leaving -----------------------------------------------------------------------
  setInterval(() => {
    if (root.dataset.now !== "paper" || !given.terminal || find("cast").disabled) return;
    const left = IDLE_SECONDS - Math.floor((Date.now() - moved) / 1000);
    if (left <= 0) begin();
    else if (left <= WARN_SECONDS) find("paper-fault").textContent = fill(said.leaving, { seconds: left });
  }, 1000);
  listen(live, poll, (facts) => {
    if (!facts.state || facts.state === state) return;
    state = facts.state;
    const now = root.dataset.now;
    if (now === "wait" || now === "over" || (now === "code" && state !== "open")) begin();
  });
  const before = sessionStorage.getItem(kept);
  if (before && state === "open") {
    const { marks, ...found } = JSON.parse(before);
    fillIn(found, marks);
  } else {
    begin();
    if (given.code && state === "open") {
      codeForm.code.value = given.code;
      enter(given.code, {});
    }
  }
}
