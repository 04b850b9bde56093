// What the page shows of each field: the ids of its operations, and their values.

import { keptAt } from "./copy.js";

const LONGEST_INTERVIEW = 8 * 60 * 60;

export class Screen {
  constructor(data) {
    this.fields = new Map(Object.entries(data.fields));
    this.offset = Date.parse(data.now) - (keptAt() ?? Date.now());
    this.start(data.startedAt);
  }

  // The interview's clock runs since this instant; null: it does not yet.
  start(at) {
    this.startedAt = at ? Date.parse(at) : null;
  }

  // The instant, corrected by the server's clock.
  now() {
    return new Date(Date.now() + this.offset);
  }

  // Whole seconds since the interview's clock was started, or null.
  second() {
    return this.startedAt === null ? null : Math.max(0, Math.floor((this.now() - this.startedAt) / 1000));
  }

  parents(field) {
    return (this.fields.get(field) ?? []).map((op) => op.id);
  }

  // The value on the page; a field in conflict has none.
  value(field) {
    const values = (this.fields.get(field) ?? []).map((op) => JSON.stringify(op.value));
    return new Set(values).size === 1 ? JSON.parse(values[0]) : null;
  }

  version(field, id) {
    return this.fields.get(field)?.find((op) => op.id === id)?.value ?? null;
  }

  // Both versions of a note as one, in the order in which they arrived.
  both(field) {
    const notes = (this.fields.get(field) ?? []).map((op) => op.value).filter((note) => note?.text);
    const texts = [...new Set(notes.map((note) => note.text))];
    return { ...notes[0], text: texts.join("\n"), starred: notes.some((note) => note.starred) };
  }

  show(field, id, value) {
    this.fields.set(field, [{ id, value }]);
  }
}

export function mmss(second) {
  if (second === null) return "–";
  if (second > LONGEST_INTERVIEW) return "later";
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(second / 60))}:${two(second % 60)}`;
}
