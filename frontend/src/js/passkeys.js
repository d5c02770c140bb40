// A passkey that was refused, or a question of the computer that was closed: say so on the page.
export function startPasskeys() {
  document.addEventListener("allauth.error", (event) => {
    const said = document.querySelector("[data-passkey-failed]");
    if (!said) return;
    event.preventDefault();
    said.hidden = false;
    said.focus();
  });
}
