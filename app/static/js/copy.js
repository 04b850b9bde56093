// A button with data-copy="<id>" puts the text of that field on the clipboard. Without script it stays hidden and the
// text can be selected by hand.

const SELECTED = "Selected. Copy it with Ctrl+C or ⌘C.";

async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return "Copied.";
  } catch {
    return SELECTED; // no secure context, or not allowed
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const status = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    status.textContent = await copy(document.getElementById(button.dataset.copy));
  });
}
