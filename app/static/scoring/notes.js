// The note stream. While a new line is typed it is saved already; Return makes it a line and begins the next.

import { newId } from "./ids.js";
import { mmss } from "./screen.js";

export function notes(screen, say) {
  const drafts = new Map();

  function draftOf(box) {
    if (!drafts.has(box)) drafts.set(box, { field: `note/${newId()}`, at: screen.second() });
    return drafts.get(box);
  }

  function typed(box, soon) {
    if (!box.value.trim() && !drafts.has(box)) return;
    const { field, at } = draftOf(box);
    say(field, { text: box.value, item: box.name.slice("new-note/".length), at, starred: false }, soon);
  }

  function keepLine(box) {
    if (!box.value.trim()) return;
    typed(box, false);
    const { field, at } = drafts.get(box);
    addRow(box, field, at, box.value);
    drafts.delete(box);
    box.value = "";
    fit(box);
  }

  return { typed, keepLine };
}

// Put a line at the end of the stream that `box` writes to.
export function addRow(box, field, at, words) {
  const row = document.getElementById("note-row").content.firstElementChild.cloneNode(true);
  const [text, star, time] = [row.querySelector("textarea"), row.querySelector("button"), row.querySelector("time")];
  row.dataset.field = field;
  time.textContent = mmss(at);
  text.name = field;
  text.value = words;
  star.name = "do";
  star.value = `toggle:${field}`;
  star.setAttribute("aria-label", `Evidence, line ${mmss(at)}`);
  box.closest("form").querySelector(".notes").append(row);
  fit(text);
  return row;
}

// Where CSS cannot let a textarea grow with its text.
export function fit(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight + 2}px`;
}
