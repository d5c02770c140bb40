// A filter bar is a plain GET form; a change sends it. Empty choices stay out of the address.
function address(form) {
  const url = new URL(form.getAttribute("action") || window.location.href, window.location.href);
  const kept = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim() !== "") kept.append(name, value.trim());
  }
  url.search = kept.toString();
  return url;
}

export function startFilters() {
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-filters]");
    // A nameless box, such as those that hide columns, is no part of the filter.
    if (!form || !event.target.name || event.target.matches('input[type="search"], input[type="text"]')) return;
    window.location.assign(address(form));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-filters]");
    if (!form) return;
    event.preventDefault();
    window.location.assign(address(form));
  });
}
