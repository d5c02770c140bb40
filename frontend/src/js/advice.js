// Sliders of figures: each step is scored again by the server, and the newest answer is shown.
function said(value, like) {
  const decimals = (like.split(".")[1] || "").length;
  return value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

function address(form) {
  const kept = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (!name.startsWith("limit.") && !name.startsWith("weight.")) kept.append(name, value);
  }
  return `${form.dataset.advice}?${kept}`;
}

function start(form) {
  const shown = form.querySelector("#advice-tried");
  let asking = null;
  let waiting = false;
  async function ask() {
    if (asking) {
      waiting = true;
      return;
    }
    asking = true;
    try {
      const answer = await fetch(address(form), { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (answer.ok && !answer.redirected) shown.innerHTML = await answer.text();
      shown.classList.toggle("stale", !answer.ok);
    } catch (error) {
      shown.classList.add("stale");
    } finally {
      asking = null;
      if (waiting) {
        waiting = false;
        ask();
      }
    }
  }
  function show(slider) {
    const output = slider.parentElement.querySelector("output");
    if (output) output.textContent = said(Number(slider.value), slider.step);
    slider.closest("tr").classList.toggle("moved", slider.value !== slider.dataset.now);
  }
  form.addEventListener("input", (event) => {
    if (event.target.type !== "range") return;
    show(event.target);
    ask();
  });
  form.addEventListener("reset", () => {
    // The fields have their old values only after this event.
    setTimeout(() => {
      form.querySelectorAll('input[type="range"]').forEach(show);
      ask();
    });
  });
}

export function startAdvice() {
  document.querySelectorAll("form[data-advice]").forEach(start);
}
