// The card comes alive: every change is saved as it is made. Without this script the same page is plain forms.

import { actions } from "./actions.js";
import { fieldOf, valueOf } from "./controls.js";
import { showWantedPlace } from "./copy.js";
import { keys } from "./keys.js";
import { fit, notes } from "./notes.js";
import { order } from "./order.js";
import { saving } from "./saving.js";
import { Screen } from "./screen.js";
import { sharedScreen } from "./shared.js";
import { timer } from "./timer.js";
import { stayAwake } from "./wake.js";

const data = JSON.parse(document.getElementById("card-data").textContent);
const desk = document.querySelector(".desk");
const screen = new Screen(data);
showWantedPlace();
const saved = await saving(screen, data, desk);
const places = order(desk);
const press = actions(screen, saved);
const stream = notes(screen, saved.say);

for (const part of document.querySelectorAll(".script")) part.hidden = false;
for (const part of document.querySelectorAll("[data-sign-in], [data-versions], [data-locked]")) part.hidden = true;

function touched(control, word = "asked") {
  places.state(control.closest("[data-place]")?.dataset.place, word);
}

function ratingWord(value) {
  if (value === null) return "";
  return value.rating || value.missing === "no_evidence" ? "scored" : "skipped";
}

for (const field of saved.replayed) {
  const value = screen.value(field);
  places.state(value?.item ?? field.split("/")[1], field.startsWith("rating/") ? ratingWord(value) : "asked");
}

function changed(control, soon) {
  const field = fieldOf(control);
  if (!field) return;
  const source = control.name.startsWith("under/") ? chosen(control) : control;
  if (!source) return;
  const value = valueOf(source, screen);
  saved.say(field, value, soon);
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
  if (control.name.startsWith("new-note/")) stream.typed(control, true), touched(control);
  else changed(control, true);
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
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !box.matches(".write textarea")) return;
  event.preventDefault();
  stream.keepLine(box);
});

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.target.method === "dialog") return;
  event.preventDefault();
  if (!button?.value) return void saved.flush();
  press(button.value, button);
  if (button.value.startsWith("clear:rating/")) places.state(button.closest("[data-place]").dataset.place, "");
  else touched(button);
});

for (const more of desk.querySelectorAll("[data-more]")) {
  more.addEventListener("change", () => desk.toggleAttribute("data-more", more.checked));
}

document.querySelectorAll(".notes textarea").forEach(fit);
timer(screen, data.lasts);
keys(places);
sharedScreen();
if (screen.startedAt !== null) stayAwake();
