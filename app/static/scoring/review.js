// The review comes alive: the recommendation and the summary are saved as they are given, like everything on the card.

import { hearEarlyTouches } from "./controls.js";
import { saving } from "./saving.js";
import { Screen } from "./screen.js";

const LONGEST_WAIT = 30_000; // ms

const data = JSON.parse(document.getElementById("card-data").textContent);
const form = document.querySelector("[data-ops]");
const screen = new Screen(data);
const saved = await saving(screen, data, form);
let isReady = false;

// What an earlier page could not send counts on this one too.
if (saved.owed) saved.arrived(LONGEST_WAIT).then((all) => all && location.reload());

form.addEventListener("input", ({ target }) => {
  if (target.name === "summary") saved.say("summary", target.value, true);
});

form.addEventListener("change", ({ target }) => {
  if (target.name === "recommendation") saved.say("recommendation", target.value);
});

form.addEventListener("focusout", () => saved.flush());

hearEarlyTouches()?.click();

// The form goes out when everything is on the server, and names what is on this page by now.
form.addEventListener("submit", async (event) => {
  if (isReady) return;
  const { submitter } = event;
  event.preventDefault();
  if (!(await saved.arrived(LONGEST_WAIT))) return;
  nameSeen();
  isReady = true;
  // Not before this event has passed: a browser ignores a request to submit a form that is being submitted.
  setTimeout(() => form.requestSubmit(submitter));
});

function nameSeen() {
  for (const control of form.querySelectorAll('[name^="seen:"]')) control.remove();
  for (const field of screen.fields.keys()) {
    const control = Object.assign(document.createElement("input"), { type: "hidden", name: `seen:${field}` });
    control.value = screen.parents(field).join(" ");
    form.append(control);
  }
}
