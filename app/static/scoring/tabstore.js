// The outbox of one card in this tab alone, where the device cannot keep it: over http, or when its storage fails.
// A copy in the tab's own storage outlives a reload, nothing more. The same verbs as `DeviceStore`.

import { batchOf, KEPT, SENT } from "./outbox.js";

export class TabStore {
  outlivesThePage = false;

  constructor(author, card, storage = tabStorage()) {
    this.storage = storage;
    this.name = `palate-card-${card}-${author}`;
    this.rows = recovered(storage, this.name);
    this.hasCopy = true;
  }

  async keep(entries) {
    const late = [];
    for (const { op, replaces } of entries) {
      const earlier = this.rows.findIndex((row) => row.op.id === replaces && row.state === KEPT);
      if (replaces && earlier < 0) late.push(op.id);
      else this.exchange(earlier, op);
    }
    this.copy();
    return late;
  }

  // Operations of a store that failed. Somebody may have sent them, so they stay as they are.
  inherit(ops) {
    this.rows.push(...ops.map((op) => ({ op, state: SENT, size: JSON.stringify(op).length })));
  }

  exchange(earlier, op) {
    if (earlier >= 0) this.rows.splice(earlier, 1);
    this.rows.push({ op, state: KEPT, size: JSON.stringify(op).length });
  }

  async take(most, bytes, without) {
    const batch = batchOf(this.rows.filter((row) => !without.has(row.op.id)), most, bytes);
    for (const row of batch) row.state = SENT;
    this.copy();
    return batch.map((row) => row.op);
  }

  async settle(ids) {
    this.rows = this.rows.filter((row) => !ids.includes(row.op.id));
    this.copy();
  }

  async giveBack(id) {
    for (const row of this.rows) if (row.op.id === id) row.state = KEPT;
  }

  async waiting() {
    return this.rows.length;
  }

  async newerThan() {
    return this.rows.map((row) => row.op);
  }

  // Acknowledged rows are not held in a tab.
  async held() {
    return [];
  }

  async unsettle() {}

  async drop() {}

  async prune() {}

  copy() {
    try {
      if (this.rows.length) this.storage.setItem(this.name, JSON.stringify(this.rows));
      else this.storage.removeItem(this.name);
      this.hasCopy = true;
    } catch {
      this.hasCopy = false;
    }
  }
}

function recovered(storage, name) {
  try {
    // Whether these were sent is not known any more, so they are taken as sent and go out unchanged.
    return JSON.parse(storage.getItem(name) ?? "[]").map((row) => ({ ...row, state: SENT }));
  } catch {
    return [];
  }
}

function tabStorage() {
  try {
    return window.sessionStorage;
  } catch {
    return { getItem: () => null, setItem: refuse, removeItem() {} };
  }
}

function refuse() {
  throw new Error("This browser stores nothing.");
}
