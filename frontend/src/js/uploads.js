// A file goes up with its progress shown. Without a script the same form sends it in one go.
function parts(box) {
  return {
    input: box.querySelector('input[type="file"]'),
    bar: box.querySelector("progress"),
    said: box.querySelector(".said"),
    form: box.closest("form"),
  };
}

function say(box, text, bad) {
  const { said } = parts(box);
  said.textContent = text;
  said.classList.toggle("bad", Boolean(bad));
}

function tooLarge(box, files) {
  const limit = Number(box.dataset.limit || 0);
  return limit > 0 ? files.find((file) => file.size > limit) : undefined;
}

function finish(box, request) {
  const { bar } = parts(box);
  bar.hidden = true;
  if (request.status >= 200 && request.status < 400) {
    say(box, box.dataset.saidDone);
    const next = request.responseURL;
    if (next && !box.dataset.stay) window.location.assign(next);
    return;
  }
  let reason = "";
  try {
    reason = JSON.parse(request.responseText).message || "";
  } catch (error) {
    reason = "";
  }
  say(box, reason || box.dataset.saidFailed, true);
}

function send(box) {
  const { input, bar, form } = parts(box);
  const large = tooLarge(box, [...input.files]);
  if (large) {
    say(box, box.dataset.saidLarge.replace("{n}", large.name), true);
    return;
  }
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  request.setRequestHeader("Accept", "application/json, text/html");
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    bar.value = Math.round((100 * event.loaded) / event.total);
    say(box, box.dataset.saidSending.replace("{n}", String(bar.value)));
  });
  request.addEventListener("load", () => finish(box, request));
  request.addEventListener("error", () => {
    bar.hidden = true;
    say(box, box.dataset.saidFailed, true);
  });
  bar.value = 0;
  bar.hidden = false;
  request.send(new FormData(form));
}

function onDrop(event) {
  const box = event.target.closest("[data-upload]");
  if (!box) return;
  event.preventDefault();
  box.classList.remove("over");
  if (event.type !== "drop" || !event.dataTransfer.files.length) {
    box.classList.toggle("over", event.type === "dragover");
    return;
  }
  const { input } = parts(box);
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

export function startUploads() {
  for (const type of ["dragover", "dragleave", "drop"]) document.addEventListener(type, onDrop);
  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-upload]");
    if (!box || !event.target.matches('input[type="file"]')) return;
    const files = [...event.target.files];
    const large = tooLarge(box, files);
    if (large) say(box, box.dataset.saidLarge.replace("{n}", large.name), true);
    else say(box, files.map((file) => file.name).join("、"));
  });
  document.addEventListener("submit", (event) => {
    const box = event.target.querySelector("[data-upload]");
    if (!box || !parts(box).input.files.length) return;
    event.preventDefault();
    send(box);
  });
}
