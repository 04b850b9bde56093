// Sends the outbox: at once, and after a failure again in 1, 2, 4 to 30 seconds. Only an answer that names an
// operation settles it; whatever else the server says, the outbox stays as it is.

import { heldOf } from "./outbox.js";
import { freshToken } from "./token.js";

const MOST_OPS = 200;
const MOST_BYTES = 600_000;
const MOST_HELD = 400;
const CHECK_EVERY = 60_000; // ms; is what the device still holds still on the server?
const LONGEST_WAIT = 30_000;
const LONGEST_ANSWER = 30_000;
const SMALL_ENOUGH_TO_OUTLIVE_THE_PAGE = 60_000;

const SIGN_IN = "Sign in again in the other window; this one goes on by itself.";
const SOMEBODY_ELSE = "Somebody else is signed in on this browser now. Sign in again as yourself.";
const NOT_YOURS = "This card is not yours any more. Copy what you typed.";
const TOO_LARGE = "One entry is longer than the server takes. Shorten it.";
const NOT_UNDERSTOOD = "The server did not understand this page. Load it anew.";

export class Sender {
  // `keeper` has the store; `isAuthorHere()`: is nobody else signed in on this browser?
  // `tell(state, more)`: "saving", "done" or "cannot" with `detail` and `signIn`; `onAnswer(answer)`: what the server said.
  constructor({ url, token, keeper, tabs, isAuthorHere, tell, onAnswer }) {
    Object.assign(this, { url, token, keeper, tabs, isAuthorHere, tell, onAnswer });
    this.most = MOST_OPS;
    this.tooLarge = new Set();
    this.failures = 0;
    this.checkedAt = 0;
    this.running = null;
    this.isAskedAgain = false;
    this.hasNewToken = false;
  }

  // Send what waits; resolves when nothing does, or when it failed and will be tried again.
  async send() {
    this.isAskedAgain = true;
    this.running ??= this.run().finally(() => (this.running = null));
    await this.running;
  }

  async run() {
    while (this.isAskedAgain) {
      this.isAskedAgain = false;
      clearTimeout(this.timer);
      await this.tabs.inTurn(() => this.drain());
    }
  }

  async drain() {
    try {
      while (await this.post());
    } catch {
      await this.retry();
    }
  }

  // One request. Is there more to send at once?
  async post() {
    await this.keeper.now();
    const ops = await this.keeper.ask((store) => store.take(this.most, MOST_BYTES, this.tooLarge));
    const have = await this.toCheck();
    if (!ops.length && !have.length) return this.done();
    if (!(await this.isAuthorHere())) return this.retry({ detail: SOMEBODY_ELSE, signIn: true });
    this.keeper.outbox.sent(ops.map((op) => op.id));
    if (ops.length) this.tell("saving");
    const response = await this.fetch({ protocol: 1, ops, ...(have.length && { have }) });
    return response.ok ? this.acknowledged(await response.json(), have) : this.refused(response, ops);
  }

  // Ids that the device holds as acknowledged, now and then: a server restored from a backup may have lost them.
  async toCheck() {
    if (Date.now() - this.checkedAt < CHECK_EVERY) return [];
    return heldOf(await this.keeper.ask((store) => store.held()), MOST_HELD);
  }

  fetch(said) {
    const body = JSON.stringify(said);
    return fetch(this.url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
      body,
      keepalive: body.length < SMALL_ENOUGH_TO_OUTLIVE_THE_PAGE,
      redirect: "error",
      signal: AbortSignal.timeout(LONGEST_ANSWER),
    });
  }

  async acknowledged(answer, have) {
    const ids = answer.results.map((result) => result.id);
    await this.keeper.ask((store) => store.settle(ids, answer.cursor));
    if (have.length) await this.compare(answer);
    this.checkedAt = Date.now();
    this.failures = 0;
    this.hasNewToken = false;
    this.onAnswer(answer);
    this.tabs.tell({ answer });
    return true;
  }

  // What became of what the device still holds. A server that does not say so is taken at the age of its answers.
  async compare({ missing = [], safe, cursor }) {
    await this.keeper.ask((store) => store.unsettle(missing));
    await this.keeper.ask((store) => (safe ? store.drop(safe) : store.prune(cursor)));
  }

  async refused(response, ops) {
    const { status } = response;
    if (status === 413) return this.tooMuch(ops);
    if (status === 401 || status === 403) return this.newToken();
    if (status >= 500 || status === 409 || status === 429) return this.retry();
    return this.retry({ cannot: true, detail: status === 404 ? NOT_YOURS : await sentence(response) });
  }

  async tooMuch(ops) {
    if (ops.length > 1) this.most = Math.ceil(ops.length / 2);
    else if (ops.length) await this.setAside(ops[0].id);
    else return this.retry();
    return true;
  }

  async setAside(id) {
    this.tooLarge.add(id);
    await this.keeper.ask((store) => store.giveBack(id));
    this.keeper.outbox.immutable.delete(id);
  }

  // The session has ended, or another one has begun in another window.
  async newToken() {
    const token = this.hasNewToken ? null : await freshToken(this.keeper);
    if (!token) return this.retry({ detail: SIGN_IN, signIn: true });
    this.token = token;
    this.hasNewToken = true;
    return true;
  }

  async retry(more = {}) {
    const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** this.failures);
    this.failures += 1;
    this.checkedAt = 0; // the server may come back with less than it had
    this.hasNewToken = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait * (0.75 + Math.random() / 2));
    await this.tell(more.cannot ? "cannot" : "done", more);
    return false;
  }

  async done() {
    this.tooLarge = await this.stillTooLarge();
    const isStuck = this.tooLarge.size > 0;
    await this.tell(isStuck ? "cannot" : "done", isStuck ? { detail: TOO_LARGE } : {});
    return false;
  }

  async stillTooLarge() {
    const mine = this.keeper.outbox.mine;
    return new Set([...this.tooLarge].filter((id) => mine.has(id)));
  }
}

async function sentence(response) {
  try {
    return (await response.json()).error ?? NOT_UNDERSTOOD;
  } catch {
    return NOT_UNDERSTOOD;
  }
}
