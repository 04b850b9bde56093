// The copy of a card's page that is kept on the device, and what is different on it.

import { sayShared } from "./shared.js";

// The page as the server made it, with what the candidate may not see out of sight until a script has looked who is
// looking. Called before anything on it is changed.
export function pristine() {
  const copy = document.documentElement.cloneNode(true);
  copy.toggleAttribute("data-shared", true);
  copy.dataset.kept = String(Date.now());
  return `<!doctype html>\n${copy.outerHTML}`;
}

// When this page was kept, if it is such a copy: milliseconds of the device's clock, else null.
export function keptAt() {
  const { kept } = document.documentElement.dataset;
  return kept ? Number(kept) : null;
}

// The copy has been kept at one place of the running order, and is wanted at another.
export function showWantedPlace(desk) {
  const isWhole = desk.hasAttribute("data-whole");
  const wanted = keptAt() && !isWhole && document.getElementById(`place-${new URL(location).searchParams.get("at")}`);
  if (!wanted) return;
  desk.dataset.at = wanted.dataset.place;
  for (const place of document.querySelectorAll("[data-place]")) place.hidden = place !== wanted;
}

// A copy comes with the interviewer's parts hidden; they are shown unless the screen is shared at present.
export function showOwnParts() {
  if (keptAt()) sayShared(document.cookie.includes("palate-screen=shared"));
}
