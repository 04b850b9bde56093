// Reads a control of the card: the field that it belongs to, and its value as the server keeps it.

export function valueOf(control, screen) {
  const kind = control.name.split("/")[0];
  if (kind === "rating") return rating(control);
  if (kind === "note") return { ...screen.value(control.name), text: control.value };
  return control.value;
}

// The field that a control changes; null where it changes none by itself.
export function fieldOf(control) {
  if (control.name?.startsWith("under/")) return `rating/${control.name.slice("under/".length)}`;
  return /^(rating|evidence|claims|fault|note)\//.test(control.name ?? "") ? control.name : null;
}

function rating(radio) {
  const said = radio.value;
  if (/^[1-5]$/.test(said)) return { rating: Number(said) };
  if (said !== "answered_under") return { missing: said };
  return { missing: said, under: radio.closest("fieldset").querySelector("select").value };
}

// What was touched while the script was on its way happens once more, now that somebody listens.
export function hearEarlyTouches() {
  const { touched, link } = window.palateEarly?.() ?? { touched: [] };
  for (const control of touched) {
    const kind = control.matches("textarea") ? "input" : "change";
    if (control.isConnected) control.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  return link;
}
