// The card's own page, sealed, for a reload without network. The page stores it, the worker serves it.

import { got, within } from "./database.js";
import { Vault } from "./vault.js";

const LONGEST_USE = 20 * 60 * 60 * 1000; // ms; shorter than operations are held, so what is missing can be filled in

export async function keepPage(vault, card, html) {
  const row = { card, author: vault.author, key: vault.id, at: Date.now(), sealed: await vault.seal(html) };
  await within(["keys", "pages"], "readwrite", async (keys, pages) => {
    await vault.check(keys);
    pages.put(row);
  });
}

// The page of a card for whoever is signed in on this browser; null when there is none.
export async function keptPage(card) {
  const [row, key] = await within(["facts", "keys", "pages"], "readonly", async (facts, keys, pages) => {
    const page = await got(pages.get(card));
    const isTheirs = page && page.author === (await got(facts.get("who")));
    return isTheirs ? [page, await got(keys.get(page.author))] : [];
  });
  const isGood = row && row.key === key?.id && Date.now() - row.at < LONGEST_USE;
  return isGood ? new Vault(key).open(row.sealed) : null;
}
