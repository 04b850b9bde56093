// The debrief room stays the same for everybody in it: a short question every two seconds, and the page's own parts
// taken anew when anything has happened. What somebody is typing is never replaced.

const EVERY = 2000;
const SLOWEST = 10000;
const SAVE_AFTER = 1000;
const LOST = "No network. What you type stays here; trying again.";

const room = document.querySelector("[data-debrief]");
const here = room.dataset.debrief.replace(/\/version$/, ""); // the address differs after a form that was not accepted
const net = room.querySelector("[data-net]");
const seconds = () => performance.now() / 1000;

let known = null;
let wait = EVERY;
let timer = null;
let asking = false;
let shownAt = seconds();

// ---- what has happened elsewhere

async function ask() {
  clearTimeout(timer);
  if (document.hidden || asking) return;
  asking = true;
  try {
    await look();
    wait = EVERY;
    say("");
  } catch {
    wait = Math.min(wait * 2, SLOWEST);
    say(LOST);
  } finally {
    asking = false;
    timer = setTimeout(ask, wait);
  }
}

async function look() {
  const headers = known ? { "If-None-Match": known } : {};
  const answer = await fetch(room.dataset.debrief, { headers, cache: "no-store", redirect: "manual" });
  if (answer.status === 304) return;
  if (!answer.ok) return turnedAway(answer);
  const tag = answer.headers.get("ETag");
  if (tag !== known) await refresh();
  known = tag;
}

function turnedAway(answer) {
  if (answer.type !== "opaqueredirect" && answer.status !== 404 && answer.status !== 403) throw new Error("unanswered");
  again(); // signed out, or the room is shut for this person: the page says which
  return new Promise(() => {});
}

async function refresh() {
  const answer = await fetch(here, { cache: "no-store", headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error("unanswered");
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const other = fresh.querySelector("[data-debrief]");
  if (other?.dataset.stage !== room.dataset.stage || shape(fresh) !== shape(document)) return again();
  shownAt = seconds();
  for (const part of room.querySelectorAll("[data-live]")) exchange(part, fresh.getElementById(part.id));
  for (const part of [...room.querySelectorAll("[aria-current=step]")]) part.removeAttribute("aria-current");
  fresh.querySelectorAll("[aria-current=step]").forEach((one) => document.getElementById(one.id)?.setAttribute("aria-current", "step"));
}

// The parts of a page by name: where they differ, a part was added, and the page is taken as a whole.
const shape = (page) => [...page.querySelectorAll("[data-live]")].map((one) => one.id).join(" ");

const said = new Map([...room.querySelectorAll("[data-live]")].map((one) => [one.id, bare(one)]));

function bare(part) {
  return part.outerHTML.replace(/name="csrf_token"[^>]*>/g, "").replace(/ open=""/g, "");
}

function exchange(part, fresh) {
  const words = bare(fresh);
  if (said.get(part.id) === words) return;
  const minutes = part.querySelector("form[data-minute]");
  if (minutes && fresh.querySelector("form[data-minute]")) {
    said.set(part.id, words);
    return takeOver(minutes, fresh);
  }
  if ([...part.querySelectorAll("form")].some(isTouched)) return; // again when it has been sent or taken back
  said.set(part.id, words);
  const open = [...part.querySelectorAll("details[open]")].map((one) => one.id);
  const focused = part.contains(document.activeElement) ? focusOf(document.activeElement) : null;
  part.replaceChildren(...fresh.childNodes);
  open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
  if (focused) (focused(part) ?? part.querySelector("button, summary, a"))?.focus();
}

const isTouched = (form) => form.hasAttribute("data-touched");

// How to find the same control again after its part was replaced.
function focusOf(element) {
  const { id, name, value } = element;
  const text = element.textContent;
  const holder = element.closest("details, form")?.id;
  if (id) return () => document.getElementById(id);
  return (part) =>
    [...part.querySelectorAll(element.localName)].find(
      (one) => one.name === name && one.value === value && one.textContent === text && one.closest("details, form")?.id === holder,
    );
}

function say(words) {
  if (net.textContent !== words) net.textContent = words;
}

// ---- the timer: counted from what the server said, so that no clock has to be right

function tick() {
  for (const one of room.querySelectorAll("[data-running]")) {
    const total = Math.floor(Number(one.dataset.seconds) + seconds() - shownAt);
    one.textContent = [total / 60, total % 60].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
  }
}

// ---- minutes: kept as one goes

const due = new WeakMap();

function takeOver(form, fresh) {
  const text = form.elements.text;
  const theirs = fresh.querySelector("form[data-minute]");
  if (isTouched(form)) return; // saving will tell of the other version
  form.elements.seen.value = theirs.elements.seen.value;
  if (text.value !== theirs.elements.text.value) text.value = theirs.elements.text.value;
  status(form, theirs.querySelector("[data-saved]").textContent);
}

function status(form, words) {
  form.querySelector("[data-saved]").textContent = words;
}

async function save(form) {
  clearTimeout(due.get(form));
  if (form.saving) return void (form.again = true);
  form.saving = true;
  const text = form.elements.text.value;
  try {
    const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: new FormData(form) });
    kept(form, text, answer.status, await answer.json());
  } catch {
    status(form, "Not saved: no network. It stays here and is sent again.");
    due.set(form, setTimeout(() => save(form), EVERY));
  } finally {
    form.saving = false;
    if (form.again) save(form);
    form.again = false;
  }
}

function kept(form, text, code, answer) {
  const theirs = form.querySelector("[data-theirs]");
  theirs.replaceChildren();
  form.elements.seen.value = answer.seen;
  if (code === 200) {
    if (form.elements.text.value === text) settle(form);
    form.removeAttribute("data-conflict");
    return status(form, "Saved");
  }
  form.setAttribute("data-conflict", "");
  status(form, `Not saved. ${answer.error}`);
  theirs.append(element("p", "It says now:"), element("blockquote", answer.theirs));
  theirs.lastChild.className = "words said";
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

// ---- what is typed survives a reload of this tab

// Under the name of who typed it: somebody else who signs in here is shown none of it.
const person = document.querySelector("meta[name=person]").content;
const slot = (form) => `debrief ${person} ${here} ${form.dataset.keep}`;

function touch(form) {
  form.setAttribute("data-touched", "");
  sessionStorage.setItem(slot(form), JSON.stringify([...new FormData(form)].filter(([name]) => !/csrf|seen/.test(name))));
}

function settle(form) {
  form.removeAttribute("data-touched");
  sessionStorage.removeItem(slot(form));
}

function restore(form) {
  const typed = sessionStorage.getItem(slot(form));
  if (!typed) return;
  for (const [name, value] of JSON.parse(typed)) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
  form.setAttribute("data-touched", "");
  for (let one = form.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
  if (form.matches("[data-minute]")) save(form);
}

room.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (!form?.dataset.keep) return;
  touch(form);
  if (!form.matches("[data-minute]") || form.hasAttribute("data-conflict")) return;
  status(form, "Not saved yet");
  clearTimeout(due.get(form));
  due.set(form, setTimeout(() => save(form), SAVE_AFTER));
});

room.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-minute]")) {
    event.preventDefault();
    save(form);
  } else if (form.dataset.keep) {
    settle(form);
  } else {
    act(event, form);
  }
});

// A press of a button does its act and leaves the page where it is.
async function act(event, form) {
  if (room.dataset.stage !== "talk") return;
  event.preventDefault();
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "text/html" } });
    if (!answer.ok || form.action.endsWith("/closing")) return again();
    await refresh();
    if (form.action.endsWith("/item")) goTo(room.querySelector("[aria-current=step]"));
  } catch {
    wait = EVERY;
    say("Not done: no network. Press it again when it is back.");
  }
}

// To what is talked about now: the way on from it, or its minutes. A hand on the keyboard goes along.
function goTo(item) {
  item?.querySelector("button.first, textarea, button")?.focus();
}

// A page that answers a form that was not accepted is not loaded again, or it would send the form again.
function again() {
  if (location.pathname === here) location.reload();
  else location.replace(here);
}

// What was not accepted is still being written, so nothing from elsewhere replaces it.
for (const form of room.querySelectorAll("form[data-keep]")) {
  const refused = (form.closest(".change") ?? form).querySelector(".error, [role=alert]");
  if (refused) touch(form);
  else restore(form);
}
document.addEventListener("visibilitychange", ask);
addEventListener("online", ask);
addEventListener("pageshow", ask);
setInterval(tick, 1000);
room.querySelector("[data-reload]")?.setAttribute("hidden", "");
ask();
