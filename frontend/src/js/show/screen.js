// A screen keeps what it shows through a cut, says so in its corner, and catches up by itself. It asks
// when it is told of a change, after each reconnect, and now and then in case nothing reached it.
const ASK = 10000;
const HERE = 60000;
const FADE = 300;

function fit(root) {
  const scale = Math.min(window.innerWidth / 1920, window.innerHeight / 1080);
  for (const scene of root.querySelectorAll("[data-scene]")) {
    scene.style.transform = `scale(${scale})`;
    scene.style.left = `${Math.max(0, (window.innerWidth - 1920 * scale) / 2)}px`;
    scene.style.top = `${Math.max(0, (window.innerHeight - 1080 * scale) / 2)}px`;
  }
}

// The speaking clock counts on from what the server said, not by the computer's own clock.
function startClock(scene) {
  const left = scene.querySelector("[data-left]");
  if (!left) return;
  const given = Number(left.dataset.left);
  const began = performance.now();
  const box = left.closest(".show-clock");
  const bar = box.querySelector("[data-share]");
  const share = Number(bar.dataset.share);
  const tick = () => {
    if (!left.isConnected) {
      window.clearInterval(timer);
      return;
    }
    const passed = Math.floor((performance.now() - began) / 1000);
    const seconds = Math.abs(given - passed);
    const sign = given < passed ? "+" : "";
    left.textContent = `${sign}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    box.classList.toggle("over", given < passed);
    bar.dataset.share = share + passed;
    drawBar(scene);
  };
  const timer = window.setInterval(tick, 250);
}

function drawBar(scene) {
  const bar = scene.querySelector("[data-share]");
  if (!bar) return;
  const whole = Number(bar.dataset.whole) || 1;
  bar.style.width = `${Math.min(100, (100 * Number(bar.dataset.share)) / whole)}%`;
}

export function startScreen(root) {
  const { live, now, show } = root.dataset;
  const cut = root.querySelector("[data-cut]");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let stream = null;
  let listened = "";

  const current = () => root.querySelector("[data-scene]");
  function put(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-scene]");
    const old = current();
    if (!fresh || fresh.outerHTML === old.sourceText) return;
    fresh.sourceText = fresh.outerHTML;
    const moved = fresh.dataset.edition !== old.dataset.edition;
    old.replaceWith(fresh);
    fit(root);
    drawBar(fresh);
    startClock(fresh);
    if (moved && !calm) fresh.animate([{ opacity: 0.2 }, { opacity: 1 }], { duration: FADE });
    listen();
  }
  async function ask() {
    try {
      const answer = await fetch(now, { cache: "no-store", credentials: "omit" });
      if (!answer.ok) throw new Error(String(answer.status));
      put(await answer.text());
      cut.hidden = true;
    } catch (error) {
      cut.hidden = false;
    }
  }
  function turnout(facts) {
    const scene = current();
    if (String(facts.poll) !== scene.dataset.poll) return;
    scene.querySelector("[data-voted]").textContent = facts.voted;
    scene.querySelector("[data-people]").textContent = facts.people;
    const bar = scene.querySelector("[data-share]");
    bar.dataset.share = facts.voted;
    bar.dataset.whole = facts.people;
    drawBar(scene);
  }
  function listen() {
    const poll = current().dataset.poll || "";
    const address = `${live}/live/events?show=${show}${poll ? `&poll=${poll}` : ""}`;
    if (address === listened) return;
    if (stream) stream.close();
    listened = address;
    stream = new EventSource(address);
    stream.addEventListener("message", (event) => {
      const facts = JSON.parse(event.data);
      if (facts.kind === "turnout") turnout(facts);
      else ask();
    });
  }
  window.addEventListener("resize", () => fit(root));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "f") return;
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });
  // A screen that was added to its venue has its token behind the address, and says that it is here.
  const given = /^#device=([\w-]+)$/.exec(window.location.hash);
  if (given) localStorage.setItem(`device-${show}`, given[1]);
  async function tellHere() {
    const token = localStorage.getItem(`device-${show}`);
    if (!token) return;
    const body = JSON.stringify({ token, clock: Date.now() });
    try {
      await fetch(`${live}/live/here`, { method: "POST", body, credentials: "omit" });
    } catch (error) {
      return; // it is said again in a minute; what is shown goes on meanwhile
    }
  }
  fit(root);
  drawBar(current());
  startClock(current());
  listen();
  tellHere();
  setInterval(ask, ASK);
  setInterval(tellHere, HERE);
}
