// The card comes alive: every change is saved as it is made. Without this script the same page is plain forms.

import { actions } from "./actions.js";
import { fieldOf, hearEarlyTouches, valueOf } from "./controls.js";
import { keptAt, showOwnParts, showWantedPlace } from "./copy.js";
import { folds } from "./fold.js";
import { keys } from "./keys.js";
import { fit, notes } from "./notes.js";
import { order } from "./order.js";
import { saving } from "./saving.js";
import { Screen } from "./screen.js";
import { sharedScreen } from "./shared.js";
import { timer } from "./timer.js";
import { topicHints } from "./topics.js";
import { stayAwake } from "./wake.js";

const data = JSON.parse(document.getElementById("card-data").textContent);
const desk = document.querySelector(".desk");
const screen = new Screen(data);
showOwnParts();
showWantedPlace(desk);
const saved = await saving(screen, data, desk);
const hint = topicHints(data.topics);
const fold = folds(screen, data.marks);
const spoken = document.querySelector("[data-announce]");
const announce = (words) => (spoken.textContent = words);
const stream = notes({ screen, say: saved.say, marks: data.marks, hint, announce });
const places = order(desk, gone);
const press = actions(screen, saved, stream);

desk.toggleAttribute("data-live", true);
for (const part of document.querySelectorAll(".script")) part.hidden = false;
for (const part of document.querySelectorAll("[data-sign-in], [data-versions], [data-locked]")) part.hidden = true;

function gone(from, to) {
  fold.leave(from);
  stream.enter(to);
  announce(data.marks[to.dataset.place][1]);
  document.dispatchEvent(new Event("place"));
}

function touched(control, word = "asked") {
  places.state(control.closest("[data-place]")?.dataset.place, word);
}

function ratingWord(value) {
  if (value.rating || value.missing === "no_evidence") return "scored";
  return value.missing === "not_asked" ? "skipped" : "answered under";
}

// What was on the device and not on the page is on the page now; the running order follows.
function replayed(field) {
  const value = screen.value(field);
  if (field.startsWith("note/")) stream.put(field);
  const key = value?.item ?? field.split("/")[1];
  if (field.startsWith("later/")) return places.state(key, "rate later");
  if (!field.startsWith("rating/")) return places.state(key, "asked");
  return value === null ? places.reset(key) : places.state(key, ratingWord(value));
}

function changed(control, soon) {
  const field = fieldOf(control);
  if (!field) return;
  const source = control.name.startsWith("under/") ? chosen(control) : control;
  if (!source) return;
  const value = valueOf(source, screen);
  saved.say(field, value, soon);
  if (field.startsWith("note/")) return hint(control, control.closest("li").querySelector(".topic"));
  if (field.startsWith("rating/")) fold.open(control.closest("[data-place]"));
  touched(control, field.startsWith("rating/") ? ratingWord(value) : "asked");
}

// Naming the other question is saying that the answer was given there.
function chosen(select) {
  const radio = select.closest("fieldset").querySelector("input[value=answered_under]");
  radio.checked = true;
  return radio;
}

desk.addEventListener("input", (event) => {
  const control = event.target;
  if (!control.matches("textarea")) return;
  fit(control);
  if (control !== stream.box) return changed(control, true);
  stream.typed(true);
  places.state(stream.tag.value, "asked");
});

desk.addEventListener("change", (event) => {
  if (event.target.matches("input[type=radio], select")) changed(event.target, false);
});

desk.addEventListener("focusout", (event) => {
  if (event.target.matches("textarea")) saved.flush();
  if (event.target.matches(".notes textarea") && !event.target.value.trim()) event.target.closest("li").remove();
});

desk.addEventListener("focusin", (event) => places.follow(event.target.closest("[data-place]")));

desk.addEventListener("keydown", (event) => {
  const box = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || box !== stream.box) return;
  event.preventDefault();
  stream.keepLine();
});

// The buttons of the stream belong to no form.
desk.addEventListener("click", (event) => {
  const button = event.target.closest("[data-stream] button[name=do]");
  if (!button) return;
  event.preventDefault();
  press(button.value, button);
});

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.target.method === "dialog") return;
  event.preventDefault();
  if (!button?.value) return void saved.flush();
  press(button.value, button);
  after(button.value.split(":")[0], button);
});

// What a pressed button means for the running order.
function after(verb, button) {
  if (button.closest("[data-stream]")) return;
  const key = button.closest("[data-place]")?.dataset.place;
  if (verb === "clear" && button.value.startsWith("clear:rating/")) places.reset(key);
  else if (verb === "end" || verb === "later") places.state(key, "rate later");
  else touched(button);
  if (verb === "later") places.step(1);
  if (verb === "later") announce(`${data.marks[key][1]}: rate later. Now ${data.marks[places.current().dataset.place][1]}`);
}

function later(place) {
  const button = place.querySelector(".rate:not(:has(.anchors input:checked)) .later");
  button?.click();
  return Boolean(button);
}

for (const more of desk.querySelectorAll("[data-more]")) {
  more.addEventListener("change", () => desk.toggleAttribute("data-more", more.checked));
}

document.querySelectorAll(".notes textarea").forEach(fit);
saved.replayed.forEach(replayed);
if (keptAt()) stream.enter(places.current());
timer(screen, data.lasts, data.plan, places.current);
keys(places, stream, later);
sharedScreen();
const held = hearEarlyTouches();
places.settle();
if (screen.startedAt !== null) stayAwake();
held?.click();
