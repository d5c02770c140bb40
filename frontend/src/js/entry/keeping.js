// What has not reached the server is kept on this computer, so that a lost line loses nothing.
const name = (form) => `sanbi.entry.${form.dataset.key}`;

export function keep(form, pending) {
  try {
    if (pending.size === 0) window.localStorage.removeItem(name(form));
    else window.localStorage.setItem(name(form), JSON.stringify([...pending]));
  } catch (error) {
    // No storage: it is still sent.
  }
}

export function kept(form) {
  try {
    return JSON.parse(window.localStorage.getItem(name(form)) || "[]");
  } catch (error) {
    return [];
  }
}
