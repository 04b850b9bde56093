// The one way in which a change of this page becomes an operation on the server.

import { newId } from "./ids.js";
import { Outbox } from "./outbox.js";
import { Sender, tokenOf } from "./sender.js";
import { status } from "./status.js";

const DEBOUNCE = 400;

export function saving(screen, data, desk) {
  const outbox = new Outbox(storage(), `palate-card-${data.card}-${data.author}`, newId());
  const tell = status(outbox);
  const sender = new Sender({
    url: desk.dataset.ops,
    token: tokenOf(document),
    outbox,
    tell,
    onAnswer: (answer) => (outbox.isRecovered ? location.reload() : notice(answer, tell)),
  });
  let debounce;
  const flush = () => {
    clearTimeout(debounce);
    return sender.send();
  };

  // Keep a change; `soon` waits for a pause in the typing.
  function say(field, value, soon = false) {
    if (JSON.stringify(value) === JSON.stringify(screen.value(field)) && screen.parents(field).length < 2) return;
    const id = outbox.put(field, value, screen.parents(field), screen.now().toISOString());
    screen.show(field, id, value);
    tell("saving");
    clearTimeout(debounce);
    if (soon) debounce = setTimeout(flush, DEBOUNCE);
    else flush();
  }

  addEventListener("focus", flush);
  addEventListener("online", flush);
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", flush);
  addEventListener("beforeunload", (event) => {
    if (outbox.waiting) event.preventDefault();
  });
  document.addEventListener("click", (event) => leave(event, outbox, flush));
  flush();
  return { say, flush, outbox };
}

// Leaving by a link waits for what is on its way, so that nobody is asked whether to leave.
async function leave(event, outbox, flush) {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || link.target || event.ctrlKey || event.metaKey || !outbox.waiting) return;
  if (link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  await flush();
  location.assign(link.href);
}

function notice(answer, tell) {
  if (answer.state !== "open") return tell("cannot", "This card is locked. What you typed since is kept beside it.");
  const aside = answer.results.find((result) => result.status === "rejected");
  if (aside) return tell("cannot", aside.reason);
  if (Object.values(answer.heads).some(differ)) tell("conflict");
}

function differ(heads) {
  return new Set(heads.map((head) => JSON.stringify(head.value))).size > 1;
}

function storage() {
  try {
    return window.sessionStorage;
  } catch {
    return { getItem: () => null, setItem() {}, removeItem() {} };
  }
}
