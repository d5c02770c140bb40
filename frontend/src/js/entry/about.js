// Beside the grid stands what the line in hand means; Alt+↓ opens its statement.
function show(line) {
  for (const panel of document.querySelectorAll("[data-about]")) {
    panel.classList.toggle("here", panel.dataset.about === line);
  }
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
  form.addEventListener("keydown", (event) => {
    if (!event.altKey || event.key !== "ArrowDown") return;
    const row = event.target.closest("tr[data-line]");
    if (!row) return;
    event.preventDefault();
    row.classList.add("needs");
    const why = row.querySelector("[data-why]");
    if (why) why.focus();
  });
}
