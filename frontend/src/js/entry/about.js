// Beside the grid stands what the line in hand means; Alt+↓ opens its statement.
function show(line) {
  for (const panel of document.querySelectorAll("[data-about]")) {
    panel.classList.toggle("here", panel.dataset.about === line);
  }
}

function explain(event) {
  const row = event.target.closest("tr[data-line]");
  const why = row && row.querySelector("[data-why]");
  if (!why) return;
  event.preventDefault();
  row.classList.add("needs");
  why.focus();
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
