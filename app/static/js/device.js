// On every page: tells this device who is signed in, so that nobody else is shown what is kept for offline use.

import { keptAt } from "../scoring/copy.js";
import { canKeep, enter, leaving, left } from "../scoring/people.js";

const person = Number(document.querySelector("meta[name=person]")?.content ?? 0);
const signOut = document.querySelector("form[data-sign-out]");
const unsent = document.querySelector("[data-unsent]");

if (canKeep()) {
  try {
    if (person && !keptAt()) await enter(person);
    if (unsent) unsent.hidden = !(await left());
  } catch {
    // Without storage nothing is kept, so nothing has to be cleared away.
  }
}

signOut?.addEventListener("submit", async (event) => {
  if (!canKeep() || signOut.dataset.told) return;
  event.preventDefault();
  await leaving().catch(() => {});
  signOut.dataset.told = "yes";
  signOut.requestSubmit();
});
