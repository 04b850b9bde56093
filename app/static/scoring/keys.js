// Single keys, off while typing; they can be switched off for good.

const CHOICE = "palate-single-keys";
const TYPING = "textarea, select, dialog[open], input:not([type=radio]):not([type=checkbox])";
const MEANS = { 0: "no_evidence", "-": "not_asked" };

const SHIFTS = { ArrowUp: -1, ArrowDown: 1 };

// `order`: the running order; `stream`: the notes; `later(place)`: put its rating off.
export function keys(order, stream, later) {
  const help = document.getElementById("keys");
  const choice = help.querySelector("[data-keys]");
  choice.checked = read() !== "off";
  choice.addEventListener("change", () => write(choice.checked ? "on" : "off"));
  document.querySelector("[data-help]").addEventListener("click", () => help.showModal());

  const bound = {
    j: () => order.step(1),
    k: () => order.step(-1),
    ArrowRight: () => order.step(1),
    ArrowLeft: () => order.step(-1),
    n: () => stream.box.focus(),
    t: () => stream.retagByKey("tag"),
    b: () => stream.retagByKey("also"),
    l: () => later(order.current()),
    u: () => answeredUnder(order.current()),
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest(TYPING);
    if (event.key === "Escape" && event.target.matches("textarea")) return event.target.blur();
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.altKey) return taken(event, whileTyping(event));
    if (typing || !choice.checked) return;
    if (event.key.startsWith("Arrow") && event.target.matches("input[type=radio]")) return;
    if (bound[event.key]) taken(event, bound[event.key]() ?? true);
    else if (/^[0-5-]$/.test(event.key)) taken(event, rate(event.key));
  });

  // What Alt does, also from inside a note; undefined where it does nothing.
  function whileTyping({ code, target }) {
    if (/^Digit[0-5]$/.test(code)) return rate(code.slice(-1));
    if (code === "KeyT") return stream.retagByKey("tag");
    if (code === "KeyB") return stream.retagByKey("also");
    if (SHIFTS[code] && target === stream.box) return stream.turnTag(SHIFTS[code]) ?? true;
  }

  function rate(key) {
    const wanted = MEANS[key] ?? key;
    const radio = order.current().querySelector(`.rate input[value="${wanted}"]`);
    radio?.click();
    return Boolean(radio);
  }
}

function answeredUnder(place) {
  const radio = place.querySelector(".rate input[value=answered_under]");
  radio?.click();
  radio?.closest("fieldset").querySelector("select").focus();
  return Boolean(radio);
}

function taken(event, done) {
  if (done) event.preventDefault();
}

function read() {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    return null;
  }
}

function write(value) {
  try {
    localStorage.setItem(CHOICE, value);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
