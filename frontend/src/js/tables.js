// What the reader hides in a table stays hidden for that table on this computer.
const key = (table) => `sanbi.columns.${window.location.pathname}.${table.id}`;

function stored(table) {
  try {
    return JSON.parse(window.localStorage.getItem(key(table)) || "[]");
  } catch (error) {
    return [];
  }
}

function store(table, hidden) {
  try {
    window.localStorage.setItem(key(table), JSON.stringify(hidden));
  } catch (error) {
    // A browser without storage shows every column again on the next page.
  }
}

function apply(table, hidden) {
  for (const cell of table.querySelectorAll("[data-column]")) {
    cell.hidden = hidden.includes(cell.dataset.column);
  }
}

function startColumns(sheet) {
  const table = document.getElementById(sheet.dataset.columnsOf);
  if (!table) return;
  const boxes = [...sheet.querySelectorAll('input[type="checkbox"]')];
  const hidden = stored(table);
  for (const box of boxes) box.checked = !hidden.includes(box.value);
  apply(table, hidden);
  sheet.addEventListener("change", () => {
    const now = boxes.filter((box) => !box.checked).map((box) => box.value);
    store(table, now);
    apply(table, now);
  });
}

// A wrapper that scrolls can be reached and moved by keyboard; one that does not is no stop.
function reach(wrapper) {
  const scrolls = wrapper.scrollWidth > wrapper.clientWidth || wrapper.scrollHeight > wrapper.clientHeight;
  if (scrolls) wrapper.setAttribute("tabindex", "0");
  else wrapper.removeAttribute("tabindex");
}

function reachAll() {
  for (const wrapper of document.querySelectorAll(".tw")) reach(wrapper);
}

export function startTables() {
  for (const sheet of document.querySelectorAll("[data-columns-of]")) startColumns(sheet);
  reachAll();
  window.addEventListener("resize", reachAll);
  document.addEventListener("htmx:after:swap", reachAll);
}
