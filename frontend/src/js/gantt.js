// Bars that can be dragged: the server says what would follow, nothing is saved here.
const DAY = 86400000;

function moved(day, days) {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, date) + days * DAY).toISOString().slice(0, 10);
}

function ask(handle, days) {
  const form = document.querySelector("[data-gantt-form]");
  if (!form || !days) return;
  const day = moved(handle.dataset.start, days);
  if ("due" in handle.dataset) {
    form.elements.due_on.value = day;
  } else {
    form.elements.node.value = handle.dataset.node;
    form.elements.start.value = day;
  }
  form.submit();
}

function shift(handle, days, width) {
  handle.classList.toggle("gantt-moved", days !== 0);
  handle.setAttribute("transform", `translate(${days * width} 0)`);
}

function drag(handle, event, width) {
  const from = event.clientX;
  let days = 0;
  const move = (at) => shift(handle, (days = Math.round((at.clientX - from) / width)), width);
  const stop = () => {
    handle.removeEventListener("pointermove", move);
    handle.removeEventListener("pointerup", stop);
    ask(handle, days);
  };
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener("pointermove", move);
  handle.addEventListener("pointerup", stop);
  event.preventDefault();
}

export function startGantts() {
  const pending = new WeakMap();
  for (const chart of document.querySelectorAll("[data-gantt]")) {
    const width = Number(chart.dataset.day);
    const handleOf = (event) => event.target.closest("[data-node], [data-due]");
    chart.addEventListener("pointerdown", (event) => {
      const handle = handleOf(event);
      if (handle) drag(handle, event, width);
    });
    chart.addEventListener("keydown", (event) => {
      const handle = handleOf(event);
      if (!handle) return;
      const steps = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const days = pending.get(handle) || 0;
      if (steps) {
        pending.set(handle, days + steps * (event.shiftKey ? 7 : 1));
        shift(handle, pending.get(handle), width);
      } else if (event.key === "Escape") {
        pending.set(handle, 0);
        shift(handle, 0, width);
      } else if (event.key === "Enter") {
        ask(handle, days);
      } else {
        return;
      }
      event.preventDefault();
    });
  }
  for (const box of document.querySelectorAll("[data-gantt-critical]")) {
    box.addEventListener("change", () => {
      document.body.classList.toggle("show-critical", box.checked);
    });
  }
}
