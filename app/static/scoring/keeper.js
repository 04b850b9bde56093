// Brings what is typed to the device: a tenth of a second after the first key, at once when asked.

import { TabStore } from "./tabstore.js";

const SOON = 100; // ms; with the writing itself well below the 250 that are promised

export class Keeper {
  // `store`: a DeviceStore or TabStore. When it fails for good, a TabStore takes its place.
  constructor(store, outbox, author, card) {
    Object.assign(this, { store, outbox, author, card });
    this.timer = null;
    this.running = Promise.resolve();
  }

  soon() {
    this.timer ??= setTimeout(() => this.now(), SOON);
  }

  // Resolves when everything typed so far is on the device.
  now() {
    clearTimeout(this.timer);
    this.timer = null;
    this.running = this.running.then(() => this.keepAll());
    return this.running;
  }

  async keepAll() {
    let entries = this.outbox.take();
    while (entries.length) {
      const late = new Set(await this.keep(entries));
      for (const entry of entries) if (!late.has(entry.op.id)) this.outbox.kept(entry);
      entries = entries.filter((entry) => late.has(entry.op.id)).map((entry) => this.outbox.after(entry));
    }
  }

  async keep(entries) {
    try {
      return await this.store.keep(entries);
    } catch {
      this.fallBack();
      return this.store.keep(entries);
    }
  }

  // Ask the store something; a store that fails is replaced, and the new one asked.
  async ask(question) {
    try {
      return await question(this.store);
    } catch {
      this.fallBack();
      return question(this.store);
    }
  }

  fallBack() {
    this.store = new TabStore(this.author, this.card);
    this.store.inherit([...this.outbox.mine.values()]);
    this.outbox.sent(this.outbox.mine.keys());
  }
}
