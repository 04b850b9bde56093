// The state of saving in words. Announced when the state changes, not at every save.

const LOCKED = "This card is locked. What you typed since is kept beside it.";
const NOWHERE = "The server cannot be reached, and this browser keeps nothing. Leave this page open.";

export class Status {
  constructor() {
    const find = (name) => document.querySelector(`[data-${name}]`);
    this.place = find("save");
    this.signIn = find("sign-in");
    this.versions = find("versions");
    this.locked = find("locked");
    this.clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
    this.conflicts = new Set(); // fields with two versions
    this.trouble = ""; // why what the server has does not count
    this.hasSaved = false;
    this.state = "saved";
  }

  saving() {
    this.hasSaved = true;
    // A further try must not pull the link away from under the pointer; it stays until the try has an answer.
    if (this.signIn.hidden && this.state !== "kept" && this.state !== "cannot") this.show("saving", "Saving");
  }

  // `waiting`: how many operations the server has not acknowledged; `store`: where they are; `detail`: why, and what
  // to do; `signIn`: would signing in again help?
  settled(waiting, store, { detail = "", signIn = false } = {}) {
    this.signIn.hidden = !signIn;
    if (waiting) return this.kept(waiting, store, detail);
    if (this.trouble) return this.cannot(this.trouble);
    if (this.conflicts.size) return this.show("conflict", "Conflict: two versions");
    if (this.hasSaved || this.state !== "saved") this.show("saved", `Saved ${this.clock.format(new Date())}`);
  }

  kept(waiting, store, detail) {
    this.hasSaved = true;
    if (!store.outlivesThePage && !store.hasCopy) return this.cannot(detail || NOWHERE);
    const where = store.outlivesThePage ? "on this device" : "in this tab only";
    this.show("kept", `Kept ${where}: ${waiting} not yet sent${detail && ". "}${detail}`);
  }

  cannot(detail) {
    this.show("cannot", `Cannot save here. ${detail}`);
  }

  // What the server said of the fields and the card.
  answered({ heads, results, state }) {
    for (const [field, ops] of Object.entries(heads)) this.compared(field, ops);
    this.versions.hidden = !this.conflicts.size;
    const aside = results.find((result) => result.status === "rejected");
    this.trouble = state === "open" ? aside?.reason : LOCKED;
    this.locked.hidden = state !== "submitted";
  }

  compared(field, heads) {
    if (new Set(heads.map((head) => JSON.stringify(head.value))).size > 1) this.conflicts.add(field);
    else this.conflicts.delete(field);
  }

  show(state, text) {
    this.state = state;
    if (this.place.textContent !== text) this.place.textContent = text;
    this.place.dataset.state = state;
  }
}
