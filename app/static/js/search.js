// "/" goes to the search box, from there the arrow keys to what was found. Single keys may be switched off for good,
// on a scorecard. Without script the form, Tab and Enter do the same.

const box = document.querySelector("[data-search]");
const hits = [...document.querySelectorAll("[data-hit]")];
const TYPING = "input, textarea, select, [contenteditable], dialog[open]";
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

const keys = singleKeysAreOn();
document.querySelector("[data-keys]").hidden = !keys;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (keys && event.key === "/" && !event.target.closest(TYPING)) return go(event, box);
  const step = STEPS[event.key];
  const places = [box, ...hits];
  const at = places.indexOf(document.activeElement);
  if (step && at >= 0 && places[at + step]) go(event, places[at + step]);
});

function go(event, element) {
  event.preventDefault();
  element.focus();
  if (element === box) box.select();
}

function singleKeysAreOn() {
  try {
    return localStorage.getItem("palate-single-keys") !== "off";
  } catch {
    return true; // no storage: nobody could have switched them off
  }
}
