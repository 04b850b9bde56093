// The rules of the outbox, without storage and without network.
//
// A change is *typed* (on this page only), then *kept* on the device, *sent*, *acknowledged*, and in the end deleted.
// A kept operation may be replaced by a later one of the same field. From the moment it is sent it stays as it is.

export const KEPT = "kept";
export const SENT = "sent";
export const ACKED = "acked";

export const LONGEST_BACKUP = 24 * 60 * 60 * 1000; // ms; a server restored from one is fed from here
const MARGIN = 2000; // ms between reading a page's operations and stamping the page

// What this page has typed and the server has not acknowledged.
export class Outbox {
  // `replica`: new at every page load.
  constructor(replica) {
    this.replica = replica;
    this.count = 0;
    this.typed = new Map(); // field to operation: not on the device yet
    this.mine = new Map(); // id to operation: on the device, not acknowledged
    this.immutable = new Set(); // ids of `mine` that were sent
  }

  // Note a change. One of the same field that is not on the device yet is replaced, and its parents are taken over.
  put(field, value, parents, typedAt) {
    const id = `${this.replica}.${++this.count}`;
    const earlier = this.typed.get(field);
    this.typed.delete(field); // so that the order is that of the last touch
    this.typed.set(field, { id, field, parents: earlier ? earlier.parents : parents, value, typed_at: typedAt });
    return id;
  }

  // What goes to the device now, each with the id of the kept operation that it replaces, or null.
  take() {
    const entries = [...this.typed.values()].map((op) => this.over(op));
    this.typed.clear();
    return entries;
  }

  over(op) {
    const [parent, ...more] = op.parents;
    const earlier = more.length ? undefined : this.mine.get(parent);
    if (!earlier || this.immutable.has(parent)) return { op, replaces: null };
    return { op: { ...op, parents: earlier.parents }, replaces: parent };
  }

  // What it should have replaced was sent meanwhile, by this tab or another: it comes after that one.
  after({ op, replaces }) {
    this.sent([replaces]);
    return { op: { ...op, parents: [replaces] }, replaces: null };
  }

  kept({ op, replaces }) {
    this.mine.delete(replaces);
    this.mine.set(op.id, op);
  }

  sent(ids) {
    for (const id of ids) this.immutable.add(id);
  }

  settled(ids) {
    for (const id of ids) {
      this.mine.delete(id);
      this.immutable.delete(id);
    }
  }
}

// The first rows that go into one request: at most so many, and so many bytes, but always one.
export function batchOf(rows, most, bytes) {
  let sum = 0;
  const fits = rows.findIndex((row, n) => n >= most || ((sum += row.size) > bytes && n > 0));
  return fits < 0 ? rows : rows.slice(0, fits);
}

// Ids that the device holds as acknowledged, for the server to compare: the newest, and some of the oldest,
// which it may let go. `rows` in the order in which they were typed.
export function heldOf(rows, most) {
  const newestFirst = rows.map((row) => row.id).reverse();
  if (newestFirst.length <= most) return newestFirst;
  const oldest = Math.floor(most / 4);
  return [...newestFirst.slice(0, most - oldest), ...newestFirst.slice(-oldest)];
}

// Acknowledged so long ago, by the server's clock, that every backup worth restoring has it.
export function isOld(row, cursor) {
  return row.state === ACKED && Date.parse(cursor) - Date.parse(row.acked) >= LONGEST_BACKUP;
}

// Might a page that the server made at `madeAt` lack this row? Acknowledged earlier, it is in the page.
export function mayLack(row, madeAt) {
  return row.state !== ACKED || Date.parse(row.acked) > Date.parse(madeAt) - MARGIN;
}

// The operations that a page does not show yet, oldest first. `fields`: field to the operations on the page.
export function notShown(ops, fields) {
  const known = new Set([...fields.values()].flat().map((op) => op.id));
  for (const op of [...ops].reverse()) if (known.has(op.id)) for (const parent of op.parents) known.add(parent);
  return ops.filter((op) => !known.has(op.id));
}

// The heads of a field after one more operation.
export function headsAfter(heads, op) {
  return [...heads.filter((head) => !op.parents.includes(head.id)), { id: op.id, value: op.value }];
}
