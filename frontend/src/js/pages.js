// Parts of pages that come from the server. Nothing in an attribute is ever run as a program.
import htmx from "htmx.org/dist/htmx.esm.js";

function refuse() {
  throw new Error("Scripts in attributes are switched off");
}

// A protected site wants its token with every change.
function addToken(event) {
  const request = event.detail && event.detail.ctx && event.detail.ctx.request;
  const token = document.querySelector('meta[name="csrf-token"]');
  if (request && token) request.headers["X-CSRFToken"] = token.content;
}

export function startHtmx() {
  htmx.registerExtension("no-eval", {
    init: (internal) => internal.initSecurity(null, refuse, refuse),
  });
  document.addEventListener("htmx:config:request", addToken);
  window.htmx = htmx;
}
