// The service worker of the cards. While the server answers it stays out of the way; when it does not, it serves the
// static files from a copy, and a card's page from the sealed copy that the page itself has kept.
// Served as /scorecards/worker.js, so that it is in charge of the cards and of nothing else.

import { keptPage } from "../static/scoring/pages.js";

const SHELL = "palate-shell";
const OFFLINE = "../static/scoring/offline.html";
const SHELTER = [OFFLINE, "../static/css/tokens.css", "../static/css/components.css", "../static/icon.svg"];
const LONGEST_WAIT = 4000; // ms, for a page or file that could be served from here
const AWAY = [502, 503, 504];
const AWAY_FOR = 10_000; // ms in which files come from here, once the server has not answered

let awayUntil = 0;

addEventListener("install", (event) => event.waitUntil(keepFiles(SHELTER).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

// A page names the static files that it has loaded.
addEventListener("message", ({ data, ports }) => {
  keepFiles(data.keep).then(() => ports[0].postMessage("kept"));
});

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request, url));
  else if (event.request.method === "GET" && isStatic(url)) event.respondWith(file(event.request));
});

function isStatic(url) {
  return url.pathname.startsWith(new URL("../static/", location).pathname);
}

async function keepFiles(names) {
  const shell = await caches.open(SHELL);
  await shell.addAll(names.filter((name) => isStatic(new URL(name, location))));
}

async function file(request) {
  const shell = await caches.open(SHELL);
  const copy = await shell.match(request);
  if (copy && Date.now() < awayUntil) return copy;
  try {
    const answer = await inTime(fetch(request), copy);
    if (answer.ok) await shell.put(request, answer.clone());
    return AWAY.includes(answer.status) && copy ? copy : answer;
  } catch {
    return copy ?? Response.error();
  }
}

async function page(request, url) {
  const copy = request.method === "GET" ? await copyOf(url) : null;
  try {
    const answer = await inTime(fetch(request), copy);
    return AWAY.includes(answer.status) && copy ? await shown(copy) : answer;
  } catch {
    return copy ? shown(copy) : offline();
  }
}

async function copyOf(url) {
  const card = /\/scorecards\/(\d+)$/.exec(url.pathname)?.[1];
  try {
    return card ? await keptPage(Number(card)) : null;
  } catch {
    return null;
  }
}

// With the headers that the server gives to every page.
async function shown(html) {
  awayUntil = Date.now() + AWAY_FOR;
  const { headers } = await offline();
  return new Response(html, { headers });
}

async function offline() {
  return (await (await caches.open(SHELL)).match(new URL(OFFLINE, location))) ?? Response.error();
}

// The answer, or an error when it takes too long and there is a copy to fall back on.
function inTime(answer, copy) {
  if (!copy) return answer;
  const tooLate = new Promise((_, reject) => setTimeout(() => reject(new Error("too late")), LONGEST_WAIT));
  return Promise.race([answer, tooLate]);
}
