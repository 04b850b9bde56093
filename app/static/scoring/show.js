// Puts the value of a field on the page, where the server had not put it: after a reload without network, and
// when a page is shown before everything was sent.

import { nameEnd, showEnd, showFact, showProbe, showStar } from "./actions.js";
import { addRow, fit } from "./notes.js";

export function showValue(screen, field) {
  const value = screen.value(field);
  shows[field.split("/")[0]]?.(field, value, screen);
}

const shows = {
  rating: showRating,
  evidence: showText,
  claims: showText,
  summary: showText,
  fault: (field, value) => check(field, value),
  recommendation: (field, value) => check(field, value),
  note: showNote,
  fact: (field, value) => onButton(`li[data-field="${field}"] button`, (button) => showFactRow(button.closest("li"), value)),
  probe: (field, value) => onButton(`button[data-field="${field}"]`, (button) => showProbe(button, value)),
  stage: (field, value) => onButton(`[data-end][value="end:${field.slice("stage/".length)}"]`, (button) => showEnd(button.closest("form"), value)),
  clock: (field, value, screen) => screen.start(value?.started_at),
};

function showRating(field, value) {
  check(field, value && String(value.rating ?? value.missing));
  const [select] = document.getElementsByName(field.replace("rating/", "under/"));
  if (select) select.value = value?.under ?? "";
}

function showText(field, value) {
  const [area] = document.getElementsByName(field);
  if (area) area.value = value ?? "";
}

function showNote(field, value) {
  const [area] = document.getElementsByName(field);
  const row = area?.closest("li") ?? (value?.text && newRow(field, value));
  if (!row) return;
  if (!value?.text) return row.remove();
  row.querySelector("textarea").value = value.text;
  showStar(row.querySelector("button"), Boolean(value.starred));
  fit(row.querySelector("textarea"));
}

function newRow(field, { item, at, text }) {
  const boxes = [...document.querySelectorAll("textarea[name^='new-note/']")];
  const box = boxes.find((one) => one.name === `new-note/${item}`) ?? boxes[0];
  return box && addRow(box, field, at, text);
}

function showFactRow(row, value) {
  showFact(row, value);
  nameEnd(row.closest("form"));
}

function check(field, value) {
  for (const radio of document.getElementsByName(field)) radio.checked = radio.value === value;
}

function onButton(selector, act) {
  const button = document.querySelector(selector);
  if (button) act(button);
}
