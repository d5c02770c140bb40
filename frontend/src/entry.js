// The entry grid. Without it the same form saves by its button.
import { startAbout } from "./js/entry/about.js";
import { startHistory } from "./js/entry/history.js";
import { startSaving } from "./js/entry/saving.js";
import { startUndo } from "./js/entry/undo.js";

startHistory();
const form = document.querySelector("form[data-entry]");
if (form) {
  startSaving(form);
  startUndo(form);
  startAbout(form);
}
