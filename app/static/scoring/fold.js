// A rating folds into a line when one goes on, so that it does not colour the next one.

export function folds(screen, marks) {
  // The words of a folded rating, "" while there is none.
  function verdict(key) {
    const value = screen.value(`rating/${key}`);
    if (!value) return "";
    if (value.rating) return `Rated ${value.rating}`;
    if (value.missing !== "answered_under") return value.missing === "not_asked" ? "Not asked" : "No evidence";
    return marks[value.under] ? `Answered under ${marks[value.under][1]}` : "Answered under another question";
  }

  return {
    leave(place) {
      const fold = place.querySelector(".fold");
      const words = fold && verdict(place.dataset.place);
      if (!words) return;
      fold.querySelector("[data-verdict]").textContent = words;
      fold.open = false;
    },
    open(place) {
      const fold = place.querySelector(".fold");
      if (fold) fold.open = true;
    },
  };
}
