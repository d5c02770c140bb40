// What is typed survives a lost connection: kept on this computer until the server has it.
const key = (form) => `sanbi.draft.${form.dataset.draft}`;
const KEPT = "input[name]:not([type=hidden]):not([type=file]):not([type=password]), textarea[name], select[name]";

function read(form) {
  try {
    return JSON.parse(window.localStorage.getItem(key(form)) || "null");
  } catch (error) {
    return null;
  }
}

function write(form) {
  const values = {};
  for (const field of form.querySelectorAll(KEPT)) {
    if (field.type === "checkbox" || field.type === "radio") continue;
    values[field.name] = field.value;
  }
  try {
    window.localStorage.setItem(key(form), JSON.stringify(values));
  } catch (error) {
    // No storage: the form still sends.
  }
}

function restore(form) {
  const values = read(form);
  const offer = form.querySelector("[data-draft-offer]");
  if (!values || !offer) return;
  const differs = [...form.querySelectorAll(KEPT)].some(
    (field) => field.name in values && values[field.name] !== field.value,
  );
  if (!differs) return;
  offer.hidden = false;
  offer.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-draft-take], [data-draft-drop]");
    if (!choice) return;
    if (choice.matches("[data-draft-take]")) {
      for (const field of form.querySelectorAll(KEPT)) {
        if (field.name in values) field.value = values[field.name];
      }
    } else {
      window.localStorage.removeItem(key(form));
    }
    offer.hidden = true;
  });
}

function showLine() {
  const banner = document.querySelector("[data-offline]");
  if (banner) banner.hidden = window.navigator.onLine;
}

export function startDrafts() {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    restore(form);
    form.addEventListener("input", () => write(form));
    form.addEventListener("submit", () => {
      if (window.navigator.onLine) window.localStorage.removeItem(key(form));
    });
  }
  showLine();
  window.addEventListener("online", showLine);
  window.addEventListener("offline", showLine);
}
