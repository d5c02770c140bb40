// A form is sent once, however often its button is pressed.
function busy(form, on) {
  if (on) form.setAttribute("aria-busy", "true");
  else form.removeAttribute("aria-busy");
}

export function startSubmits() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.matches("[data-hx-post], [hx-post]")) return;
    if (form.getAttribute("aria-busy") === "true") event.preventDefault();
    else busy(form, true);
  });
  // The page comes back from the browser's own memory: it may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll('form[aria-busy="true"]')) busy(form, false);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
}
