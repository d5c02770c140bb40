// A button that names a dialog opens it; without a script the button's link leads to a page instead.
function open(event) {
  const opener = event.target.closest("[data-dialog]");
  if (!opener) return;
  const dialog = document.getElementById(opener.dataset.dialog);
  if (!dialog || typeof dialog.showModal !== "function") return;
  event.preventDefault();
  dialog.showModal();
}

function close(event) {
  const dialog = event.target.closest("dialog");
  if (!dialog) return;
  if (event.target === dialog || event.target.closest("[data-close]")) dialog.close("dismissed");
}

function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
}

export function startDialogs() {
  document.addEventListener("click", open);
  document.addEventListener("click", close);
  document.addEventListener("click", closeMenus);
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.activeElement.closest("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
