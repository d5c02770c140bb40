// Asking the live service. A casting is sent again with the same key until it is answered, so that a
// lost answer never costs a ballot and never makes two.
const AGAIN = 1000;
const PATIENCE = 15000;

export async function ask(live, path, facts) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch(`${live}/live/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(facts),
      signal: stop.signal,
      cache: "no-store",
      credentials: "omit",
    });
    if (response.status >= 500) return { status: 503, answer: "away" };
    return { status: response.status, ...(await response.json()) };
  } catch (error) {
    return { status: 503, answer: "away" };
  } finally {
    clearTimeout(timer);
  }
}

export async function askUntilAnswered(live, path, facts, whenAway) {
  for (;;) {
    const found = await ask(live, path, facts);
    if (found.status !== 503) return found;
    whenAway();
    await new Promise((resolve) => setTimeout(resolve, AGAIN + Math.random() * AGAIN));
  }
}

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// What is told of the poll; the browser connects again by itself, and is told at once how it stands.
export function listen(live, poll, take) {
  const stream = new EventSource(`${live}/live/events?poll=${poll}`);
  stream.addEventListener("message", (event) => take(JSON.parse(event.data)));
  return stream;
}
