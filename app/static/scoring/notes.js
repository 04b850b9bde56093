// The note stream: one for the whole card, under whatever is open; new lines carry the question that is.
// While a new line is typed it is saved already; Return makes it a line and begins the next.

import { showStar } from "./actions.js";
import { newId } from "./ids.js";
import { mmss } from "./screen.js";

export function notes({ screen, say, marks, hint, announce }) {
  const stream = document.querySelector("[data-stream]");
  const [list, box, tag] = ["[data-notes]", "#new-note", "[name=tag]"].map((part) => stream.querySelector(part));
  let draft = null;

  // At every key that is typed a browser looks through all controls of the same form, and 120 lines make it slow. The
  // form is for a page without script; with it the lines have none, and what is being written one of its own.
  for (const control of stream.querySelectorAll("[form]")) control.removeAttribute("form");
  stream.append(Object.assign(document.createElement("form"), { id: "writing" }));
  for (const control of [box, tag]) control.setAttribute("form", "writing");

  const markOf = (key) => marks[key]?.[0];
  const rows = () => [...list.children];

  // The id of a line begins with its instant: lines of the same second stand in the order in which they were written.
  function typed(soon) {
    hint(box, stream.querySelector("[data-topic]"));
    if (!box.value.trim() && !draft) return;
    draft ??= { field: `note/${screen.now().getTime().toString(16)}-${newId()}`, at: screen.second() };
    say(draft.field, { text: box.value, item: tag.value, at: draft.at, starred: false }, soon);
  }

  function keepLine() {
    if (!box.value.trim()) return;
    typed(false);
    addRow(draft.field);
    draft = null;
    box.value = "";
    hint(box, stream.querySelector("[data-topic]"));
    fit(box);
  }

  function addRow(field) {
    const row = document.getElementById("note-row").content.firstElementChild.cloneNode(true);
    const { text, at, starred } = screen.value(field);
    row.dataset.field = field;
    row.querySelector("time").textContent = mmss(at);
    const area = row.querySelector("textarea");
    Object.assign(area, { name: field, value: text, ariaLabel: `Note at ${mmss(at)}` });
    for (const verb of ["tag", "also", "untag"]) row.querySelector(`[data-${verb}]`).value = `${verb}:${field}`;
    const star = row.querySelector(".star");
    star.value = `toggle:${field}`;
    star.ariaLabel = `Evidence, line ${mmss(at)}`;
    showStar(star, Boolean(starred));
    list.append(row);
    show(row);
    hint(area, row.querySelector(".topic"));
    fit(area);
    list.scrollTop = list.scrollHeight;
  }

  // Put a line on the page as it is now, where the server had not put it.
  function put(field) {
    const value = screen.value(field);
    const row = rows().find((one) => one.dataset.field === field);
    if (!value?.text) return void row?.remove();
    if (!row) return addRow(field);
    row.querySelector("textarea").value = value.text;
    showStar(row.querySelector(".star"), Boolean(value.starred));
    show(row);
    fit(row.querySelector("textarea"));
  }

  // The tags of a line as they are now.
  function show(row) {
    const value = screen.value(row.dataset.field);
    if (!value) return;
    const tags = tagsOf(value);
    const known = tags.filter(markOf);
    row.dataset.serves = tags.join(" ");
    mark(row);
    row.querySelector("[data-tags]").textContent = known.map(markOf).join(" + ") || "–";
    const told = known.map((key) => marks[key][1]).join(" and ") || "no question";
    row.querySelector("summary .hidden-text").textContent = `Line ${mmss(value.at)} serves ${told}`;
    offer(row);
  }

  // What the buttons of a line would make of its tags.
  function offer(row) {
    const value = screen.value(row.dataset.field) ?? {};
    const [move, share, part] = ["tag", "also", "untag"].map((verb) => row.querySelector(`[data-${verb}]`));
    move.textContent = `Move to ${markOf(tag.value)}`;
    share.textContent = `Serves ${markOf(tag.value)} too`;
    move.hidden = value.item === tag.value;
    share.hidden = tagsOf(value).includes(tag.value);
    part.hidden = tagsOf(value).length < 2;
  }

  const changes = {
    tag: (note) => ({ ...note, item: tag.value, also: note.also === tag.value ? "" : (note.also ?? "") }),
    also: (note) => (note.item === tag.value ? note : { ...note, also: tag.value }),
    untag: (note) => ({ ...note, also: "" }),
  };

  // Give a line other questions: `verb` is tag, also or untag.
  function retag(verb, field) {
    const row = rows().find((one) => one.dataset.field === field);
    const value = screen.value(field);
    if (!row || !value) return;
    say(field, changes[verb](value));
    show(row);
    announce(row.querySelector("summary .hidden-text").textContent);
  }

  // By a key: the line that is being written in, else the last one.
  function retagByKey(verb) {
    const row = document.activeElement.closest?.("[data-notes] li") ?? list.lastElementChild;
    if (row) retag(verb, row.dataset.field);
    return Boolean(row);
  }

  // The next or previous question for the line that is being written.
  function turnTag(by) {
    tag.selectedIndex = Math.min(Math.max(tag.selectedIndex + by, 0), tag.options.length - 1);
    tagChosen();
    announce(`Tagged ${marks[tag.value][1]}`);
  }

  function tagChosen() {
    if (draft) typed(false);
    rows().forEach(mark);
  }

  // Does this line serve the question that is open?
  function mark(row) {
    row.toggleAttribute("data-here", row.dataset.serves.split(" ").includes(tag.value));
  }

  // Another place is open: what was being written is kept under the question that it was written for.
  function enter(place) {
    keepLine();
    tag.value = place.dataset.place;
    tagChosen();
  }

  tag.addEventListener("change", tagChosen);
  list.addEventListener("toggle", (event) => event.target.open && offer(event.target.closest("li")), true);
  list.scrollTop = list.scrollHeight;
  return { typed, keepLine, put, retag, retagByKey, turnTag, enter, box, tag };
}

function tagsOf({ item, also }) {
  return [...new Set([item, also].filter(Boolean))];
}

// Where CSS cannot let a textarea grow with its text.
export function fit(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight + 2}px`;
}
