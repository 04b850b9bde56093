// Sends the outbox: at once, and after a failure again in 1, 2, 4 to 30 seconds.

const NOT_YOURS = "This card is not yours any more. Copy what you typed.";
const LONGEST_WAIT = 30_000;
const SMALL_ENOUGH_TO_OUTLIVE_THE_PAGE = 60_000;

export class Sender {
  // `tell(state, detail)`: "saving", "saved", "kept", "cannot"; `onAnswer(answer)`: what the server said.
  constructor({ url, token, outbox, tell, onAnswer }) {
    Object.assign(this, { url, token, outbox, tell, onAnswer });
    this.failures = 0;
    this.halted = false;
    this.running = null;
  }

  // Send what waits; resolves when nothing does, or when it failed and will be tried again.
  async send() {
    if (this.halted || !this.outbox.waiting) return;
    this.running ??= this.drain().finally(() => (this.running = null));
    await this.running;
  }

  async drain() {
    clearTimeout(this.timer);
    this.tell("saving");
    try {
      do await this.post(this.outbox.batch());
      while (this.outbox.waiting && !this.failures && !this.halted);
    } catch {
      this.retry("kept");
    }
  }

  async post(ops) {
    const body = JSON.stringify({ protocol: 1, ops });
    const response = await fetch(this.url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
      body,
      keepalive: body.length < SMALL_ENOUGH_TO_OUTLIVE_THE_PAGE,
      redirect: "error",
    });
    if (response.ok) return this.acknowledged(await response.json());
    return this.refused(response);
  }

  acknowledged(answer) {
    this.failures = 0;
    this.outbox.settle(answer.results.map((result) => result.id));
    this.tell(this.outbox.waiting ? "kept" : "saved");
    this.onAnswer(answer);
  }

  async refused(response) {
    if (response.status >= 500 || response.status === 429) return this.retry("kept");
    if (response.status === 401 || response.status === 403) return this.signInAgain();
    this.halted = true;
    this.tell("cannot", response.status === 404 ? NOT_YOURS : await sentence(response));
  }

  async signInAgain() {
    this.retry("cannot", "Sign in again in the other window; this one goes on by itself.", true);
    try {
      this.token = (await freshToken()) ?? this.token;
    } catch {
      // Not signed in yet, or no network: the next try asks again.
    }
  }

  retry(state, detail, mayHelpToSignIn = false) {
    const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** this.failures);
    this.failures += 1;
    this.timer = setTimeout(() => this.send(), wait * (0.75 + Math.random() / 2));
    this.tell(state, detail, mayHelpToSignIn);
  }
}

async function sentence(response) {
  try {
    return (await response.json()).error;
  } catch {
    return "The server did not understand this page. Load it anew.";
  }
}

async function freshToken() {
  const page = await (await fetch(location.href)).text();
  return tokenOf(new DOMParser().parseFromString(page, "text/html"));
}

export function tokenOf(page) {
  return page.querySelector("meta[name=csrf-token]")?.content;
}
