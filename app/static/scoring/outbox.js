// The operations that the server has not acknowledged. A copy lies in the tab's storage, so a reload loses nothing.

export class Outbox {
  // `storage`: like sessionStorage; `key`: names this card and its author; `replica`: new at every page load.
  constructor(storage, key, replica) {
    this.storage = storage;
    this.key = key;
    this.replica = replica;
    this.count = 0;
    this.entries = recovered(storage, key);
    this.hasRecovered = this.entries.length > 0;
  }

  // What an earlier load of this page could not send has arrived now, and the page does not show it yet.
  get isRecovered() {
    return this.hasRecovered && !this.waiting;
  }

  get waiting() {
    return this.entries.length;
  }

  // Keep a change. One of the same field that was never sent is replaced, and its parents are taken over.
  put(field, value, parents, typedAt) {
    const unsent = this.entries.findIndex((entry) => !entry.sent && entry.op.field === field);
    const replaced = unsent < 0 ? null : this.entries.splice(unsent, 1)[0].op;
    const id = `${this.replica}.${++this.count}`;
    const op = { id, field, parents: replaced ? replaced.parents : parents, value, typed_at: typedAt };
    this.entries.push({ op, sent: false });
    this.keep();
    return id;
  }

  // What to send next; from now on these operations stay as they are.
  batch(most = 200) {
    const entries = this.entries.slice(0, most);
    for (const entry of entries) entry.sent = true;
    this.keep();
    return entries.map((entry) => entry.op);
  }

  // The server has these, whatever became of them.
  settle(ids) {
    const settled = new Set(ids);
    this.entries = this.entries.filter((entry) => !settled.has(entry.op.id));
    this.keep();
  }

  keep() {
    try {
      if (this.entries.length) this.storage.setItem(this.key, JSON.stringify(this.entries));
      else this.storage.removeItem(this.key);
    } catch {
      // No storage, or it is full: the page itself still holds everything, and warns before leaving.
    }
  }
}

function recovered(storage, key) {
  try {
    // Whether these were sent is not known any more, so they are taken as sent and go out unchanged.
    return JSON.parse(storage.getItem(key) ?? "[]").map(({ op }) => ({ op, sent: true }));
  } catch {
    return [];
  }
}
