// Screens of a hall, and the console that steers them.
import { startConsole } from "./js/show/console.js";
import { startScreen } from "./js/show/screen.js";

const screen = document.querySelector("[data-show]");
if (screen) startScreen(screen);
const keys = document.querySelector("[data-step-keys]");
if (keys) startConsole(keys);
for (const frame of document.querySelectorAll(".show-small .hall")) {
  frame.style.transform = `scale(${frame.parentElement.clientWidth / 1920})`;
}
