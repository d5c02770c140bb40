// What has not reached the server is kept on this computer, so that a lost line loses nothing.
import { labelOf } from "./cells.js";

const name = (form) => `sanbi.entry.${form.dataset.key}`;

export function keep(form, pending) {
  const rows = [...pending].map(([key, cell]) => [key, cell, labelOf(form, key)]);
  try {
    if (rows.length === 0) window.localStorage.removeItem(name(form));
    else window.localStorage.setItem(name(form), JSON.stringify(rows));
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
