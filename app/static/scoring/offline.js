// Makes this page outlive the network: a sealed copy of it, and a worker that serves the copy.

import { keepPage } from "./pages.js";

const LONGEST_WAIT = 10_000; // ms

// Keep the page and call the worker. Resolves with whether a reload works without network from now on.
export async function standBy(vault, card, html, worker) {
  try {
    if (html) await keepPage(vault, card, html);
    await navigator.serviceWorker.register(worker, { type: "module" });
    const { active } = await navigator.serviceWorker.ready;
    return await filesKept(active);
  } catch {
    return false;
  }
}

function filesKept(worker) {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(true);
    setTimeout(() => reject(new Error("The worker does not answer.")), LONGEST_WAIT);
    worker.postMessage({ keep: files() }, [port2]);
  });
}

// Scripts and styles of this page, those that scripts have imported among them.
function files() {
  const names = performance.getEntriesByType("resource").map((entry) => entry.name);
  return [...new Set(names)].filter((name) => name.includes("/static/"));
}
