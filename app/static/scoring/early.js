// What somebody touches before the card's script is there. Loaded first and alone, so that nothing is missed meanwhile.

(() => {
  const kinds = ["input", "change"];
  const touched = new Set();
  const note = ({ target }) => touched.add(target);
  const longestWait = 10_000; // ms, in case the script never comes
  let link = null;

  // Leaving now would lose what was touched: a link waits for the script.
  function hold(event) {
    const wanted = event.target.closest?.("a[href]");
    if (!wanted || wanted.target || !touched.size || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    link = wanted;
    setTimeout(() => link === wanted && location.assign(wanted.href), longestWait);
  }

  for (const kind of kinds) document.addEventListener(kind, note, true);
  document.addEventListener("click", hold, true);

  // Hand over what was touched, in its order, and the link that waits; from now on the card's script listens itself.
  window.palateEarly = () => {
    for (const kind of kinds) document.removeEventListener(kind, note, true);
    document.removeEventListener("click", hold, true);
    const waiting = link;
    link = null;
    return { touched: [...touched], link: waiting };
  };
})();
