// On every page: tells this device who is signed in, so that nobody else is shown what is kept for offline use, and
// the person what still waits here to be sent.

import { keptAt } from "../scoring/copy.js";
import { canKeep, cardsWaiting, enter, leaving, left } from "../scoring/people.js";

const person = Number(document.querySelector("meta[name=person]")?.content ?? 0);
const signOut = document.querySelector("form[data-sign-out]");
const unsent = document.querySelector("[data-unsent]");
const isCard = document.querySelector("[data-ops]");

if (canKeep()) {
  try {
    if (person && !keptAt()) await enter(person);
    if (person && !isCard) remind(await cardsWaiting(person));
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

// A card that was closed without network sends what it kept when it is opened again.
function remind(cards) {
  if (!cards.length) return;
  const banner = document.createElement("div");
  banner.className = "banner";
  banner.setAttribute("role", "status");
  banner.append(words("strong", "Something you typed on this device has not been sent yet"), links(cards));
  document.getElementById("main").prepend(banner);
}

function links(cards) {
  const line = words("p", "Open the card, and it goes out: ");
  for (const card of cards) {
    const link = words("a", cards.length > 1 ? `card ${card}` : "the card");
    link.href = new URL(`../../scorecards/${card}`, import.meta.url);
    line.append(link, " ");
  }
  return line;
}

function words(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
