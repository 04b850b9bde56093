// The state of saving in words. Announced when the state changes, not at every save.

export function status(outbox) {
  const place = document.querySelector("[data-save]");
  const signIn = document.querySelector("[data-sign-in]");
  const versions = document.querySelector("[data-versions]");
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
  let inConflict = false;

  const words = {
    saving: () => "Saving",
    saved: () => `Saved ${clock.format(new Date())}`,
    kept: () => `Not saved yet: ${outbox.waiting} ${outbox.waiting === 1 ? "change waits" : "changes wait"}`,
    conflict: () => "Conflict: two versions",
    cannot: (detail) => `Cannot save here. ${detail ?? ""}`.trim(),
  };

  return (state, detail, maySignIn = false) => {
    // A further try must not pull the link away from under the pointer; it stays until the try has an answer.
    if (state === "saving" && !signIn.hidden) return;
    inConflict ||= state === "conflict";
    const shown = inConflict && state === "saved" ? "conflict" : state;
    const text = words[shown](detail);
    if (place.textContent !== text) place.textContent = text;
    place.dataset.state = shown;
    signIn.hidden = !maySignIn;
    versions.hidden = !inConflict;
  };
}
