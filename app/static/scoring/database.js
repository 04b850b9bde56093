// The browser's database on this device: one for everybody who uses this browser, so each row names its author.

const NAME = "palate";
const VERSION = 1;
const LONGEST_OPENING = 2000; // ms

let connection = null;

// Run `act(...stores)` as one transaction. Resolves with its result once that is on the disk, not merely in memory.
// A database that the browser has closed is opened once more.
export async function within(names, mode, act) {
  try {
    return await transact(names, mode, act);
  } catch (error) {
    if (error.isOurs) throw error;
    connection = null;
    return transact(names, mode, act);
  }
}

// An error with a meaning of its own: trying again does not help.
export class Ours extends Error {
  isOurs = true;
}

// The result of one request to a store.
export function got(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function transact(names, mode, act) {
  connection ??= opened();
  const transaction = (await connection).transaction(names, mode, { durability: "strict" });
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new Error("The browser gave up storing."));
  });
  try {
    const result = await act(...names.map((name) => transaction.objectStore(name)));
    await done;
    return result;
  } catch (error) {
    done.catch(() => {});
    undo(transaction);
    throw error;
  }
}

function undo(transaction) {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => furnish(request.result);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = () => (connection = null);
      database.onversionchange = () => database.close();
      resolve(database);
    };
    setTimeout(() => reject(new Error("The browser does not open its storage.")), LONGEST_OPENING);
  });
}

function furnish(database) {
  const ops = database.createObjectStore("ops", { keyPath: "n", autoIncrement: true }); // n: the order of typing
  ops.createIndex("id", "id", { unique: true });
  ops.createIndex("state", ["author", "card", "key", "state"]);
  ops.createIndex("author", ["author", "state"]);
  database.createObjectStore("keys", { keyPath: "author" });
  database.createObjectStore("pages", { keyPath: "card" });
  database.createObjectStore("facts"); // "who": the person signed in; "leaving": who pressed Sign out
}
