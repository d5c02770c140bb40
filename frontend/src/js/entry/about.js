// Beside the grid stands what the line in hand means; Alt+↓ opens its statement.
function show(line) {
  for (const panel of document.querySelectorAll("[data-about]")) {
    panel.classList.toggle("here", panel.dataset.about === line);
  }
}

function explain(event) {
  const row = event.target.closest("tr");
  const why = row && (row.matches("[data-line]") ? row.querySelector("[data-why]") : whyOf(row, event.target));
  if (!why) return;
  event.preventDefault();
  row.classList.add("needs");
  why.focus();
}

// In a matrix a unit has one place for statements; a cell gets its field there when it is wanted.
function whyOf(row, field) {
  const key = field.dataset.cell;
  const place = row.querySelector("[data-statements]");
  if (!key || !place) return null;
  const known = place.querySelector(`[data-why="${key}"]`);
  if (known) return known;
  const made = document.querySelector("template[data-statement]").content.cloneNode(true);
  const input = made.querySelector("input");
  input.name = `s-${key}`;
  input.dataset.why = key;
  input.setAttribute("aria-label", field.getAttribute("aria-label"));
  made.querySelector("b").textContent = field.getAttribute("aria-label");
  place.append(made);
  return place.querySelector(`[data-why="${key}"]`);
}

export function startAbout(form) {
  const first = form.querySelector("tr[data-line]");
  if (first) show(first.dataset.line);
  form.addEventListener("focusin", (event) => {
    const row = event.target.closest("tr[data-line]");
    if (row) show(row.dataset.line);
  });
  form.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#about-"]');
    if (!link) return;
    event.preventDefault();
    show(link.getAttribute("href").slice("#about-".length));
  });
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-say]")) explain(event);
  });
  form.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "ArrowDown") explain(event);
  });
}
