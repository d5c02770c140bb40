// The history of a value opens over the page; without a script, or by Ctrl, its link leads there.
export function startHistory() {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest('a[href*="/indicators/history/"]');
    const dialog = document.getElementById("history");
    if (!link || !dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const headers = { "HX-Request": "true" };
    const answer = await window.fetch(link.href, { headers, credentials: "same-origin" });
    if (!answer.ok) {
      window.location.assign(link.href);
      return;
    }
    dialog.querySelector("[data-history]").innerHTML = await answer.text();
    dialog.showModal();
  });
}
