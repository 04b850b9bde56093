// The one way in which a change of this page becomes an operation: on the device first, then on the server.

import { keptAt, pristine } from "./copy.js";
import { DeviceStore } from "./devicestore.js";
import { newId } from "./ids.js";
import { Keeper } from "./keeper.js";
import { standBy } from "./offline.js";
import { headsAfter, notShown, Outbox } from "./outbox.js";
import { canKeep, enter, isHere } from "./people.js";
import { Sender } from "./sender.js";
import { showValue } from "./show.js";
import { Status } from "./status.js";
import { Tabs } from "./tabs.js";
import { TabStore } from "./tabstore.js";
import { tokenOf } from "./token.js";

const PAUSE = 400; // ms of silence after which a text is sent
const LONGEST_PAUSE = 700; // ms after which it is sent while the typing goes on

export async function saving(screen, data, desk) {
  const html = desk.dataset.worker && !keptAt() ? pristine() : null; // the card's page; the review is not kept
  const { author, card } = data;
  const outbox = new Outbox(newId());
  const keeper = new Keeper(await storeOf(author, card), outbox, author, card);
  const status = new Status();
  const replayed = await replay(await keeper.ask((store) => store.newerThan(data.now)), screen, status);
  let waiting = await keeper.ask((store) => store.waiting());
  const owed = waiting;
  let canReload = keptAt() !== null; // a copy was served once, and will be again
  let timer = null;
  let firstKey = 0;

  const tabs = new Tabs(author, card, ({ answer }) => {
    hear(answer);
    report();
  });
  const sender = new Sender({
    url: desk.dataset.ops,
    token: tokenOf(document),
    keeper,
    tabs,
    isAuthorHere: () => isHere(author).catch(() => true),
    tell,
    onAnswer: hear,
  });

  // Note a change; `soon` waits for a pause in the typing.
  function say(field, value, soon = false) {
    if (JSON.stringify(value) === JSON.stringify(screen.value(field)) && screen.parents(field).length < 2) return;
    const id = outbox.put(field, value, screen.parents(field), screen.now().toISOString());
    screen.show(field, id, value);
    status.saving();
    if (soon) later();
    else push();
  }

  function later() {
    keeper.soon();
    firstKey ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(push, Math.max(0, Math.min(PAUSE, firstKey + LONGEST_PAUSE - Date.now())));
  }

  // After a failure the device is enough; the sender has its own times for trying again.
  async function push() {
    if (!sender.failures) return flush();
    await keeper.now();
    await report();
  }

  function flush() {
    clearTimeout(timer);
    firstKey = 0;
    return sender.send();
  }

  function hear(answer) {
    outbox.settled(answer.results.map((result) => result.id));
    status.answered(answer);
  }

  async function tell(state, more) {
    if (state === "saving") return status.saving();
    await report(more);
    if (state === "cannot") status.cannot(more.detail);
  }

  async function report(more) {
    waiting = (await keeper.ask((store) => store.waiting())) + outbox.typed.size;
    status.settled(waiting, keeper.store, more);
  }

  // Is everything on the server within so many milliseconds?
  async function arrived(longest) {
    await keeper.now();
    await Promise.race([flush(), new Promise((resolve) => setTimeout(resolve, longest))]);
    await report();
    return !waiting;
  }

  const isUnsafe = () => outbox.typed.size || (waiting && (!keeper.store.outlivesThePage || status.state === "cannot"));
  keepUp({ keeper, flush, isUnsafe, arrived, isWaiting: () => waiting || outbox.typed.size });
  if (!html || !keeper.store.outlivesThePage) told(canReload);
  else standBy(keeper.store.vault, card, html, desk.dataset.worker).then((can) => told((canReload = can)));
  if (owed) report();
  flush();
  return {
    say,
    flush,
    arrived,
    replayed,
    owed,
    canReload: () => canReload,
    get waiting() {
      return waiting;
    },
  };
}

async function storeOf(author, card) {
  try {
    if (!canKeep()) return new TabStore(author, card);
    if (!keptAt()) await enter(author);
    return await DeviceStore.of(author, card);
  } catch {
    return new TabStore(author, card);
  }
}

// Put on the page what is on the device and not on the page. Returns the fields. Where that would make two versions the
// page stays as it is, so that what is typed next is typed over what it shows and over nothing unseen.
async function replay(ops, screen, status) {
  const found = new Map();
  for (const op of notShown(ops, screen.fields)) {
    found.set(op.field, headsAfter(found.get(op.field) ?? screen.fields.get(op.field) ?? [], op));
  }
  for (const [field, heads] of found) {
    status.compared(field, heads);
    if (status.conflicts.has(field)) found.delete(field);
    else screen.fields.set(field, heads);
  }
  for (const field of found.keys()) showValue(screen, field);
  return [...found.keys()];
}

// The moments at which something may be lost, or may get through again.
function keepUp({ keeper, flush, isUnsafe, arrived, isWaiting }) {
  for (const moment of ["focus", "online"]) addEventListener(moment, flush);
  document.addEventListener("visibilitychange", flush);
  addEventListener("pagehide", () => keeper.now());
  addEventListener("beforeunload", (event) => {
    keeper.now();
    if (isUnsafe()) event.preventDefault();
  });
  document.addEventListener("click", (event) => leave(event, isWaiting, arrived));
}

// Leaving by a link waits a moment for what is on its way, so that the next page shows it.
async function leave(event, isWaiting, arrived) {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || link.target || event.ctrlKey || event.metaKey || !isWaiting()) return;
  if (link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  await arrived(2000);
  location.assign(link.href);
}

// Say honestly what a lost network would mean here.
function told(canReload) {
  const place = document.querySelector("[data-offline]");
  if (!place) return;
  const isCopy = keptAt() !== null;
  place.querySelector("[data-copy]").hidden = !isCopy;
  place.querySelector("[data-copy] time").textContent = isCopy ? new Date(keptAt()).toTimeString().slice(0, 5) : "";
  place.querySelector("[data-cannot-keep]").hidden = canKeep();
  place.querySelector("[data-cannot-reload]").hidden = !canKeep() || canReload;
  place.hidden = canReload && !isCopy;
  document.documentElement.toggleAttribute("data-sheltered", canReload);
}
