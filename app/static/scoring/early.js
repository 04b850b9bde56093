// What somebody touches before the card's script is there. Loaded first and alone, so that nothing is missed meanwhile.

(() => {
  const kinds = ["input", "change"];
  const touched = new Set();
  const note = ({ target }) => touched.add(target);
  for (const kind of kinds) document.addEventListener(kind, note, true);

  // Hand over what was touched, in its order; from now on the card's script listens itself.
  window.palateTouchedEarly = () => {
    for (const kind of kinds) document.removeEventListener(kind, note, true);
    return [...touched];
  };
})();
