// One person's key on this device. It cannot be read out, only used, and is deleted at sign-out. It keeps another
// account on this browser out; it is no protection against somebody who takes the disk apart.

import { got, Ours, within } from "./database.js";
import { newId } from "./ids.js";

const CIPHER = "AES-GCM";
const NONCE = 12; // bytes

// The key was deleted, by a sign-out in another tab.
export class KeyGone extends Ours {}

export class Vault {
  // `id`: names the key, since rows sealed by another one cannot be read.
  constructor({ author, id, key }) {
    Object.assign(this, { author, id, key });
  }

  // The author's key; made when there is none.
  static async of(author) {
    return new Vault((await found(author)) ?? (await made(author)));
  }

  // For a transaction that stores what was sealed: is the key still there?
  async check(keys) {
    if ((await got(keys.get(this.author)))?.id !== this.id) throw new KeyGone();
  }

  async seal(value) {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    return { nonce, data: await crypto.subtle.encrypt({ name: CIPHER, iv: nonce }, this.key, plain) };
  }

  async open({ nonce, data }) {
    const plain = await crypto.subtle.decrypt({ name: CIPHER, iv: nonce }, this.key, data);
    return JSON.parse(new TextDecoder().decode(plain));
  }
}

function found(author) {
  return within(["keys"], "readonly", (keys) => got(keys.get(author)));
}

// Of two tabs that make one in the same moment, the first wins.
async function made(author) {
  const key = await crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ["encrypt", "decrypt"]);
  const row = { author, id: newId(), key };
  return within(["keys"], "readwrite", async (keys) => {
    const earlier = await got(keys.get(author));
    if (!earlier) keys.put(row);
    return earlier ?? row;
  });
}
