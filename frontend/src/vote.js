// The voting page of a terminal or an own device. It keeps a half-filled ballot in this tab alone.
import { startVoting } from "./js/vote/page.js";

const root = document.querySelector("[data-vote]");
if (root) startVoting(root);
