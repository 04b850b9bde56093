// Puts the value of a field on the page, where the server had not put it: after a reload without network, and
// when a page is shown before everything was sent. Lines of the stream are put there by the stream.

import { nameEnd, showEnd, showFact, showProbe } from "./actions.js";

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
