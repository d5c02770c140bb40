// A number opens its working in place, below its row. Without this the link leads to a page.
const OPENED = "opened";

function rowBelow(row) {
  const next = row.nextElementSibling;
  return next && next.classList.contains(OPENED) ? next : null;
}

function close(row, below) {
  const link = below.opener;
  below.remove();
  row.classList.remove("opener");
  if (link) link.setAttribute("aria-expanded", "false");
}

function sheet(row, html, link) {
  const below = document.createElement("tr");
  const cell = document.createElement("td");
  below.className = OPENED;
  below.opener = link;
  cell.colSpan = [...row.cells].reduce((sum, one) => sum + one.colSpan, 0);
  cell.innerHTML = html;
  // A wide table scrolls sideways; what opens stays within what is seen.
  const frame = row.closest(".tw");
  if (frame && cell.firstElementChild) cell.firstElementChild.style.maxWidth = `${frame.clientWidth - 30}px`;
  below.append(cell);
  return below;
}

async function open(link) {
  const row = link.closest("tr");
  const before = rowBelow(row);
  if (before) {
    const same = before.opener === link;
    close(row, before);
    if (same) return;
  }
  link.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    row.after(sheet(row, await answer.text(), link));
    row.classList.add("opener");
    link.setAttribute("aria-expanded", "true");
  } catch (error) {
    window.location.assign(link.href);
  } finally {
    link.removeAttribute("aria-busy");
  }
}

function isPlain(event) {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

function startOpening() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-opens]");
    if (!link || !link.closest("tr") || !isPlain(event)) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const below = event.target.closest(`tr.${OPENED}`) || (event.target.closest("tr") && rowBelow(event.target.closest("tr")));
    if (!below) return;
    const link = below.opener;
    close(below.previousElementSibling, below);
    if (link) link.focus();
  });
}

// The wall: 1920 × 1080, scaled whole; one screen at a time. It turns by itself and asks now and then
// for newer figures; while the server is away it goes on with those it has.
const TURN = 15000;
const ASK = 300000;

function fitted(screens) {
  const scale = Math.min(window.innerWidth / 1920, window.innerHeight / 1080);
  for (const screen of screens) {
    screen.style.transform = `scale(${scale})`;
    screen.style.left = `${Math.max(0, (window.innerWidth - 1920 * scale) / 2)}px`;
    screen.style.top = `${Math.max(0, (window.innerHeight - 1080 * scale) / 2)}px`;
  }
}

async function newer() {
  try {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const screens = [...page.querySelectorAll("[data-screen]")];
    return screens.length ? screens : null;
  } catch (error) {
    return null;
  }
}

function wallKeys(wall, turn, hold) {
  return {
    ArrowRight: () => turn(1),
    PageDown: () => turn(1),
    " ": hold,
    ArrowLeft: () => turn(-1),
    PageUp: () => turn(-1),
    f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
    Escape: () => {
      if (!document.fullscreenElement) window.location.assign(wall.dataset.back);
    },
  };
}

function startWall() {
  const wall = document.querySelector("[data-wall]");
  if (!wall) return;
  let screens = [...wall.querySelectorAll("[data-screen]")];
  let at = 0;
  const still = "still" in wall.dataset; // somebody turns it by hand
  let held = still;
  let timer = 0;
  const show = () => {
    at = (at + screens.length) % screens.length;
    screens.forEach((screen, number) => {
      screen.hidden = number !== at;
      const said = screen.querySelector("[data-wall-said]");
      if (said) said.textContent = held ? wall.dataset.saidHeld : "";
    });
    window.clearTimeout(timer);
    if (!held && screens.length > 1) timer = window.setTimeout(() => turn(1), TURN);
  };
  const turn = (step) => {
    at += step;
    show();
  };
  const hold = () => {
    if (still) return turn(1);
    held = !held;
    show();
  };
  const renew = async () => {
    const fresh = await newer();
    if (!fresh) return;
    screens.forEach((screen) => screen.remove());
    wall.prepend(...fresh);
    screens = fresh;
    fitted(screens);
    show();
  };
  const keys = wallKeys(wall, turn, hold);
  document.addEventListener("keydown", (event) => {
    const deed = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!deed || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("a, button")) return;
    event.preventDefault();
    deed();
  });
  wall.classList.add("fitted");
  window.addEventListener("resize", () => fitted(screens));
  window.setInterval(renew, ASK);
  fitted(screens);
  show();
}

export function startBoards() {
  startOpening();
  startWall();
}
