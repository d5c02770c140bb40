// One way to the server. A session may end while somebody types: the answer is then another page,
// and after signing in again the page's token is stale.
const token = () => document.querySelector('meta[name="csrf-token"]');

export const SIGNED_OUT = "signed out";

async function post(url, body) {
  return window.fetch(url, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token().content },
    body: JSON.stringify(body),
  });
}

const json = (answer) => (answer.headers.get("content-type") || "").includes("application/json");

async function renewed() {
  const answer = await window.fetch(window.location.href, { credentials: "same-origin" });
  if (answer.redirected || !answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector('meta[name="csrf-token"]');
  if (!fresh || fresh.content === token().content) return false;
  token().content = fresh.content;
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    field.value = fresh.content;
  }
  return true;
}

// Returns status and what was said; status SIGNED_OUT where somebody has to sign in first.
export async function send(url, body) {
  let answer = await post(url, body);
  if (answer.status === 403 && (await renewed())) answer = await post(url, body);
  if (answer.redirected || answer.status === 401 || (answer.ok && !json(answer))) {
    return { status: SIGNED_OUT };
  }
  return { status: answer.status, found: json(answer) ? await answer.json() : null };
}
