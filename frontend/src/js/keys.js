// "/" goes to the search field. Letters typed into a field stay letters.
export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const field = document.querySelector('main input[type="search"]');
    if (!field) return;
    event.preventDefault();
    field.focus();
  });
}
