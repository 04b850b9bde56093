// Who uses this browser. A person's pages and key stay on it until they sign out, or somebody else signs in; a key
// that still has unsent operations to open stays until those are sent.

import { got, within } from "./database.js";
import { KEPT, SENT } from "./outbox.js";

// Can this device keep anything? Keys exist on https and localhost only.
export function canKeep() {
  return window.isSecureContext && Boolean(window.crypto?.subtle) && "indexedDB" in window;
}

// The server has shown this person a page of theirs.
export async function enter(person) {
  if (await isAlone(person)) return;
  await within(["facts", "pages", "keys", "ops"], "readwrite", async (facts, pages, keys, ops) => {
    facts.put(person, "who");
    facts.delete("leaving");
    for (const key of await got(keys.getAll())) if (key.author !== person) await forget(key.author, pages, keys, ops);
  });
}

function isAlone(person) {
  return within(["facts", "keys"], "readonly", async (facts, keys) => {
    const isIn = (await got(facts.get("who"))) === person && (await got(facts.get("leaving"))) === undefined;
    return isIn && (await got(keys.getAllKeys())).every((author) => author === person);
  });
}

// Whoever is in has pressed "Sign out". They are out when the sign-in page shows.
export function leaving() {
  return within(["facts"], "readwrite", async (facts) => {
    facts.put(await got(facts.get("who")), "leaving");
  });
}

// The sign-in page shows: whoever pressed "Sign out" is out. Resolves with how many operations still wait here.
export function left() {
  return within(["facts", "pages", "keys", "ops"], "readwrite", async (facts, pages, keys, ops) => {
    const person = await got(facts.get("leaving"));
    if (person === undefined) return 0;
    facts.delete("leaving");
    facts.delete("who");
    return forget(person, pages, keys, ops);
  });
}

// The cards of this person on which something waits to be sent.
export function cardsWaiting(person) {
  return within(["ops"], "readonly", async (ops) => {
    const rows = [KEPT, SENT].map((state) => got(ops.index("author").getAll([person, state])));
    return [...new Set((await Promise.all(rows)).flat().map((row) => row.card))];
  });
}

// Is this person signed in here, as far as the device knows?
export function isHere(person) {
  return within(["facts"], "readonly", async (facts) => ((await got(facts.get("who"))) ?? person) === person);
}

async function forget(person, pages, keys, ops) {
  for (const page of await got(pages.getAll())) if (page.author === person) pages.delete(page.card);
  const unsent = (await count(ops, person, KEPT)) + (await count(ops, person, SENT));
  if (unsent) return unsent;
  keys.delete(person);
  for (const n of await got(ops.index("author").getAllKeys(IDBKeyRange.bound([person], [person, []])))) ops.delete(n);
  return 0;
}

function count(ops, person, state) {
  return got(ops.index("author").count([person, state]));
}
