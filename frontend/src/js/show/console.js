// The arrow keys reveal and hide, as a presenter's remote control sends them.
export function startConsole(form) {
  const press = (by) => {
    const button = form.querySelector(`button[value="${by}"]`);
    if (!button.disabled) button.click();
  };
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.target.closest("input, select, textarea")) return;
    if (event.key === "ArrowRight" || event.key === "PageDown") press("on");
    else if (event.key === "ArrowLeft" || event.key === "PageUp") press("back");
    else return;
    event.preventDefault();
  });
}
