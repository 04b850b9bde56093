// The outbox of one card on this device: sealed rows in the browser's database, shared by all tabs of the card.

import { got, within } from "./database.js";
import { ACKED, batchOf, isOld, KEPT, mayLack, SENT } from "./outbox.js";
import { KeyGone, Vault } from "./vault.js";

export class DeviceStore {
  outlivesThePage = true;

  constructor(author, card, vault) {
    Object.assign(this, { author, card, vault });
  }

  static async of(author, card) {
    return new DeviceStore(author, card, await Vault.of(author));
  }

  // Keep operations, each in the place of the one that it replaces. Returns the ids of those that were not kept,
  // since what they replace has been sent.
  async keep(entries) {
    try {
      return await this.write(await Promise.all(entries.map((entry) => this.sealed(entry))));
    } catch (error) {
      if (!(error instanceof KeyGone)) throw error;
      this.vault = await Vault.of(this.author);
      return this.keep(entries);
    }
  }

  write(rows) {
    return within(["keys", "ops"], "readwrite", async (keys, ops) => {
      await this.vault.check(keys);
      const late = [];
      for (const { row, replaces } of rows) {
        const earlier = replaces && (await got(ops.index("id").get(replaces)));
        if (replaces && earlier?.state !== KEPT) late.push(row.id);
        else await exchange(ops, earlier, row);
      }
      return late;
    });
  }

  async sealed({ op, replaces }) {
    const sealed = await this.vault.seal(op);
    const { author, card, vault } = this;
    return { replaces, row: { id: op.id, author, card, key: vault.id, state: KEPT, size: sealed.data.byteLength, sealed } };
  }

  // The next operations to send, oldest first, without the ones of these ids. From now on they stay as they are.
  async take(most, bytes, without) {
    const rows = await within(["ops"], "readwrite", async (ops) => {
      const waiting = inOrder(await this.all(ops, SENT), await this.all(ops, KEPT));
      const batch = batchOf(waiting.filter((row) => !without.has(row.id)), most, bytes);
      for (const row of batch) if (row.state === KEPT) ops.put({ ...row, state: SENT });
      return batch;
    });
    return this.opened(rows);
  }

  // The server has these, whatever became of them. `cursor`: its clock when it said so.
  settle(ids, cursor) {
    return this.each(ids, (ops, row) => ops.put({ ...row, state: ACKED, acked: cursor }));
  }

  // The server has lost these: they are sent again.
  unsettle(ids) {
    return this.each(ids, (ops, row) => ops.put({ ...row, state: SENT }));
  }

  // Too large to be taken in at all: the author may replace it by something shorter.
  giveBack(id) {
    return this.each([id], (ops, row) => ops.put({ ...row, state: KEPT }));
  }

  drop(ids) {
    return this.each(ids, (ops, row) => row.state === ACKED && ops.delete(row.n));
  }

  prune(cursor) {
    return within(["ops"], "readwrite", async (ops) => {
      for (const row of await this.all(ops, ACKED)) if (isOld(row, cursor)) ops.delete(row.n);
    });
  }

  // Acknowledged rows, in the order of typing.
  held() {
    return within(["ops"], "readonly", (ops) => this.all(ops, ACKED));
  }

  waiting() {
    return within(["ops"], "readonly", async (ops) => {
      const [kept, sent] = [this.count(ops, KEPT), this.count(ops, SENT)];
      return (await kept) + (await sent);
    });
  }

  // Operations that a page made at `madeAt`, by the server's clock, may not show.
  async newerThan(madeAt) {
    const rows = await within(["ops"], "readonly", async (ops) =>
      inOrder(await this.all(ops, KEPT), await this.all(ops, SENT), await this.all(ops, ACKED)),
    );
    return this.opened(rows.filter((row) => mayLack(row, madeAt)));
  }

  each(ids, act) {
    return within(["ops"], "readwrite", async (ops) => {
      for (const id of ids) {
        const row = await got(ops.index("id").get(id));
        if (row) act(ops, row);
      }
    });
  }

  all(ops, state) {
    return got(ops.index("state").getAll([this.author, this.card, this.vault.id, state]));
  }

  count(ops, state) {
    return got(ops.index("state").count([this.author, this.card, this.vault.id, state]));
  }

  opened(rows) {
    return Promise.all(rows.map((row) => this.vault.open(row.sealed)));
  }
}

async function exchange(ops, earlier, row) {
  if (earlier) ops.delete(earlier.n);
  await got(ops.add(row));
}

function inOrder(...lists) {
  return lists.flat().sort((one, other) => one.n - other.n);
}
