// A list that is put into order by dragging its rows. Buttons in each row do the same without this.
function keysOf(form) {
  return [...form.querySelectorAll("tr[data-key]")].map((row) => row.dataset.key).join(",");
}

function startOrder(form) {
  const before = keysOf(form);
  let dragged = null;
  form.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("tr[data-key]");
    if (!dragged) return;
    dragged.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.key);
  });
  form.addEventListener("dragover", (event) => {
    const row = event.target.closest("tr[data-key]");
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    const middle = row.getBoundingClientRect().top + row.offsetHeight / 2;
    row.parentNode.insertBefore(dragged, event.clientY < middle ? row : row.nextSibling);
  });
  form.addEventListener("drop", (event) => event.preventDefault());
  form.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("dragged");
    dragged = null;
    const order = keysOf(form);
    if (order === before) return;
    form.querySelector("input[name=order]").value = order;
    form.submit();
  });
}

// The clock of a hall runs by the server's moment, whatever this computer's clock says.
function startClocks() {
  const clocks = [...document.querySelectorAll("[data-clock]")];
  if (!clocks.length) return;
  const apart = Date.parse(clocks[0].dataset.clock) - Date.now();
  const zone = /([+-])(\d\d):(\d\d)$/.exec(clocks[0].dataset.clock);
  const minutes = zone ? (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
  const show = () => {
    const text = new Date(Date.now() + apart + minutes * 60000).toISOString().slice(11, 19);
    document.querySelectorAll("[data-clock]").forEach((clock) => {
      clock.textContent = text;
    });
  };
  show();
  window.setInterval(show, 1000);
}

export function startOrders() {
  document.querySelectorAll("form[data-order]").forEach(startOrder);
  startClocks();
}
