// What the grid tells: one line in the dock, and a notice above the form that stays.
let form;

export function startNotices(entry) {
  form = entry;
}

export const said = (name, n = "") => (form.dataset[`said${name}`] || "").replace("{n}", String(n));

export function tell(text) {
  const place = form.querySelector("[data-entry-said]");
  if (place) place.textContent = text;
}

export function notice(text, bad = false) {
  const place = document.querySelector("[data-entry-notice]");
  if (!place) return null;
  place.textContent = text;
  place.hidden = text === "";
  place.classList.toggle("bad", bad);
  return place;
}

export function button(words, deed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-small";
  made.textContent = words;
  made.addEventListener("click", deed);
  return made;
}

export function lines(items) {
  const list = document.createElement("ul");
  for (const parts of items) {
    const line = document.createElement("li");
    line.append(...parts);
    list.append(line);
  }
  return list;
}
