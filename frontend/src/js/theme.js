// Light and dark. The server reads the cookie, so that a page never flashes in the other one.
const YEAR = 31536000;

function show(theme) {
  const root = document.documentElement;
  root.setAttribute("data-bs-theme", theme);
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.setAttribute("aria-pressed", String(theme === "dark"));
  }
  document.dispatchEvent(new CustomEvent("sanbi:theme", { detail: theme }));
}

// With the account too, so that it is there on every computer. What fails is kept by the cookie.
function keep(theme) {
  const token = document.querySelector("meta[name=csrf-token]");
  const place = document.querySelector("[data-theme-switch][data-keep]");
  if (!place || !token) return;
  fetch(place.dataset.keep, {
    method: "POST",
    headers: { "X-CSRFToken": token.content },
    body: new URLSearchParams({ theme }),
    keepalive: true,
  }).catch(() => {});
}

export function startTheme() {
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-switch]")) return;
    const now = document.documentElement.getAttribute("data-bs-theme");
    const next = now === "dark" ? "light" : "dark";
    document.cookie = `sanbi_theme=${next}; path=/; max-age=${YEAR}; samesite=lax`;
    show(next);
    keep(next);
  });
}
