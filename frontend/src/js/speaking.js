// The speaking clock of the item that runs: seconds spoken when the page came, counted on.

function startSpeaking(cell) {
  const spoken = Number(cell.dataset.speaking);
  const began = performance.now(); // not the computer's clock, which may be set meanwhile
  const show = () => {
    const seconds = spoken + Math.floor((performance.now() - began) / 1000);
    cell.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  window.setInterval(show, 500);
}

export function startSpeakings() {
  document.querySelectorAll("[data-speaking]").forEach(startSpeaking);
}
