// What the buttons and controls of the card do. Each becomes one operation, or one for each fact of a stage that ends.

import { mmss } from "./screen.js";
import { showValue } from "./show.js";

const LONGEST_WAIT = 3000; // ms for the server, before a button is answered without it

export function actions(screen, { say, arrived, canReload }, stream) {
  const stamped = () => ({ at: screen.second() });

  const toggles = {
    note: (field, button) => {
      const starred = button.getAttribute("aria-pressed") !== "true";
      say(field, { ...screen.value(field), starred });
      showStar(button, starred);
    },
    fact: (field, button) => tellFact(button.closest("li"), field, screen.value(field) ? null : "asked"),
    probe: (field, button) => {
      say(field, screen.value(field) ? null : stamped());
      showProbe(button, screen.value(field));
    },
    stage: (field, button) => {
      say(field, null);
      showEnd(button.closest("form"), null);
    },
  };

  const verbs = {
    start: () => thenReload("clock", { started_at: screen.now().toISOString() }),
    toggle: (field, button) => toggles[field.split("/")[0]](field, button),
    clear: (field, button) => clearChoice(field, button.closest("fieldset, aside")),
    later: (key) => say(`later/${key}`, stamped()),
    tag: (field) => stream.retag("tag", field),
    also: (field) => stream.retag("also", field),
    untag: (field) => stream.retag("untag", field),
    end: (key, button) => endStage(key, button.closest("form")),
    keep: (which) => {
      const at = which.lastIndexOf(":");
      const field = which.slice(0, at);
      return thenReload(field, screen.version(field, which.slice(at + 1)));
    },
    both: (field) => thenReload(field, screen.both(field)),
  };

  function tellFact(row, field, state) {
    say(field, state && { state, ...stamped() });
    showFact(row, screen.value(field));
    nameEnd(row.closest("form"));
  }

  function endStage(key, station) {
    for (const row of hidden(station)) tellFact(row, row.dataset.field, "given");
    say(`stage/${key}`, stamped());
    showEnd(station, screen.value(`stage/${key}`));
  }

  function clearChoice(field, part) {
    say(field, null);
    for (const radio of part.querySelectorAll("input[type=radio]")) radio.checked = false;
  }

  // The page of the server shows what a start or a choice between versions changes everywhere. Without the server
  // the page's own copy does, and without one this page as well as it can.
  async function thenReload(field, value) {
    say(field, value);
    if ((await arrived(LONGEST_WAIT)) || canReload()) return location.reload();
    if (field.startsWith("note/")) stream.put(field);
    else showValue(screen, field);
    document.getElementById(`versions-${field}`)?.remove();
  }

  // Press a button of the page by its `do`, such as "toggle:fact/CASE.S1/F1".
  return (does, button) => {
    const at = does.indexOf(":");
    return verbs[at < 0 ? does : does.slice(0, at)](at < 0 ? "" : does.slice(at + 1), button);
  };
}

export function showStar(button, starred) {
  button.setAttribute("aria-pressed", String(starred));
  button.textContent = starred ? "★" : "☆";
  button.closest("li").toggleAttribute("data-starred", starred);
}

export function showProbe(button, used) {
  button.setAttribute("aria-pressed", String(Boolean(used)));
  button.querySelector("time").textContent = used && used.at !== null ? mmss(used.at) : "";
}

// The facts of a station that nobody has asked for.
function hidden(station) {
  return [...station.querySelectorAll(".facts li:not([data-known])")];
}

export function nameEnd(station) {
  const button = station.querySelector("[data-end]");
  const left = hidden(station).length;
  if (button) button.textContent = left ? `End stage: read out ${left} ${left === 1 ? "fact" : "facts"}` : "End stage";
}

export function showEnd(station, end) {
  station.querySelector("[data-ended]").hidden = !end;
  station.querySelector("[data-ended] time").textContent = end ? mmss(end.at) : "";
  station.querySelector("[data-end]").hidden = Boolean(end);
}

export function showFact(row, told) {
  const button = row.querySelector("button");
  const shown = row.querySelector("[data-told]");
  shown.hidden = !told;
  button.textContent = told ? "Undo" : "They asked";
  button.setAttribute("aria-label", `${button.textContent}: ${row.querySelector(".unlock b").textContent}`);
  button.classList.toggle("plain", Boolean(told));
  if (!told) return void delete row.dataset.known;
  row.dataset.known = told.state;
  shown.querySelector("[data-how]").textContent = told.state === "given" ? "given, read it out" : "asked";
  shown.querySelector("time").textContent = mmss(told.at);
}
