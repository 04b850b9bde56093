// The page of a draft: saves what was typed after a pause and shows what the linter says beside its field.
// Without it everything is saved by the buttons.

const MISSING = "Is missing; add it."; // said quietly: nothing is wrong yet
const PAUSE = 800; // milliseconds after the last key

const form = document.querySelector("form[data-draft]");
const status = form.querySelector("[data-save]");
const announced = document.querySelector("[data-told]");
let timer = 0;
let saving = null;
let touched = false;
let stopped = false;

form.addEventListener("input", (event) => {
  count(event.target);
  later();
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.more) add(event, button);
  if (button && "less" in button.dataset) remove(event, button);
});

// A button that leads elsewhere sends the form itself, with the edition that the last save gave.
form.addEventListener("submit", async (event) => {
  clearTimeout(timer);
  if (!saving) {
    touched = false;
    return;
  }
  event.preventDefault();
  await saving;
  touched = false;
  form.requestSubmit(event.submitter);
});

addEventListener("beforeunload", (event) => {
  if (touched && !stopped) event.preventDefault();
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && touched) save();
});

function later() {
  touched = true;
  if (stopped) return;
  say("saving", "Not saved yet");
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

function save() {
  if (saving || stopped) return saving;
  clearTimeout(timer);
  touched = false;
  saving = send().finally(() => {
    saving = null;
    if (touched) later();
  });
  return saving;
}

async function send() {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) throw new Error("no answer");
    const told = await answer.json();
    if (!answer.ok) return conflict(told.error);
    form.elements.edition.value = told.edition;
    show(told);
    if (!touched) say("saved", "Saved");
  } catch {
    touched = true;
    say("kept", "Not saved: no answer. Stay on this page; it tries again.");
    clearTimeout(timer);
    timer = setTimeout(save, 5 * PAUSE);
  }
}

function conflict(sentence) {
  stopped = true;
  touched = true;
  say("conflict", `${sentence} Press “Save draft” to see both.`);
}

function say(state, words) {
  if (status.dataset.state === state && status.textContent === words) return;
  status.dataset.state = state;
  status.textContent = words;
}

function show({ words, problems }) {
  const tally = document.querySelector("[data-tally]");
  if (tally.textContent !== words) announced.textContent = words;
  tally.textContent = words;
  document.querySelectorAll("[data-rows]").forEach(number);
  for (const slot of document.querySelectorAll("[data-lint]")) {
    const sentences = problems.filter((one) => belongs(one.field, slot)).map((one) => one.message);
    slot.textContent = sentences.join(" ");
    slot.toggleAttribute("data-missing", slot.textContent === MISSING);
  }
  document.querySelector("[data-problems]").replaceChildren(...problems.map(entry));
}

function belongs(field, slot) {
  const word = slot.dataset.lint;
  return field === word || ("under" in slot.dataset && field.startsWith(`${word},`));
}

function entry({ field, line, message }) {
  const item = document.createElement("li");
  const name = document.createElement("b");
  name.textContent = field || `Line ${line}`;
  item.append(name, field && form.elements.text ? `, line ${line}` : "", `: ${message}`);
  return item;
}

function count(input) {
  const place = input.id && document.querySelector(`[data-count-of="${input.id}"]`);
  if (!place) return;
  const words = input.value.match(/[\p{L}\p{N}_'’-]*[\p{L}\p{N}_][\p{L}\p{N}_'’-]*/gu)?.length ?? 0;
  place.textContent = `${words} of ${place.dataset.limit} words`;
  place.toggleAttribute("data-over", words > Number(place.dataset.limit));
}

function add(event, button) {
  event.preventDefault();
  const list = form.querySelector(`[data-rows="${button.dataset.more}"]`);
  const row = list.lastElementChild.cloneNode(true);
  for (const field of row.querySelectorAll("input, textarea, select")) field.value = "";
  for (const slot of row.querySelectorAll("[data-lint]")) slot.textContent = "";
  list.append(row);
  number(list);
  row.querySelector("textarea, input:not([type=hidden])").focus();
}

function remove(event, button) {
  event.preventDefault();
  const row = button.closest("li");
  const list = row.parentElement;
  const next = row.nextElementSibling ?? row.previousElementSibling;
  if (!next) for (const field of row.querySelectorAll("textarea, input, select")) field.value = "";
  else row.remove();
  number(list);
  (next ?? row).querySelector("textarea, input:not([type=hidden])").focus();
  later();
}

// Rows are called by their place. The linter counts only those that are not blank.
function number(list) {
  const name = list.dataset.rows;
  let filled = 0;
  [...list.children].forEach((row, place) => {
    const text = row.querySelector("textarea[data-named]");
    if (!text) return;
    text.setAttribute("aria-label", `${text.dataset.named}, ${place + 1}`);
    row.querySelector("[data-lint]").dataset.lint = text.value.trim() ? `${name} ${++filled}` : "-";
    const gone = row.querySelector("[data-less]");
    gone.value = `less:${name}:${place}`;
    gone.querySelector(".hidden-text").textContent = ` ${text.dataset.named.toLowerCase()}, ${place + 1}`;
  });
}
