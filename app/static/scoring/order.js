// The running order: which place is open, and what is known of each.

const SETTLED = ["scored", "skipped", "answered under"];

// `onGo(from, to)`: another place is open now.
export function order(desk, onGo) {
  const places = [...desk.querySelectorAll("[data-place]")];
  const links = new Map([...desk.querySelectorAll(".order [data-to]")].map((line) => [line.dataset.to, line]));
  const whole = desk.hasAttribute("data-whole");
  let current = places.find((place) => place.dataset.place === desk.dataset.at) ?? places[0];

  const keyOf = (place) => place.dataset.place;

  function open(key, remember = true) {
    const wanted = places.find((place) => keyOf(place) === key);
    if (!wanted || wanted === current) return;
    if (!whole) current.replaceWith(wanted);
    go(wanted);
    // With the next frame, when the page is laid out anyway; asking at once would lay it out twice.
    requestAnimationFrame(() => (whole ? wanted.scrollIntoView({ block: "start" }) : scrollTo(0, 0)));
    if (remember && !whole) afterPaint(() => history.pushState(null, "", addressOf(key)));
  }

  function go(wanted) {
    const left = current;
    current = wanted;
    markCurrent();
    if (left !== wanted) onGo(left, wanted);
  }

  function addressOf(key) {
    return links.get(key).querySelector("a").href;
  }

  function markCurrent() {
    for (const [key, line] of links) {
      const link = line.querySelector("a");
      if (key === keyOf(current)) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    requestAnimationFrame(() => {
      const line = links.get(keyOf(current));
      line.parentElement.scrollTo({ left: line.offsetLeft - 16 });
    });
  }

  // Places that are not open leave the page: a browser looks through all its controls at every key that is typed.
  function settle() {
    if (whole) return;
    for (const place of places) {
      if (place !== current) place.remove();
      place.hidden = false;
    }
  }

  function step(by) {
    const next = places[places.indexOf(current) + by];
    if (next) open(keyOf(next));
  }

  function state(key, word) {
    const line = links.get(key);
    if (!line || line.dataset.state === word) return;
    if (word === "asked" && [...SETTLED, "rate later"].includes(line.dataset.state)) return;
    if (word === "rate later" && SETTLED.includes(line.dataset.state)) return;
    line.dataset.state = word;
    line.querySelector("[data-state-words]").textContent = word;
  }

  // Its rating was taken back.
  function reset(key) {
    links.get(key).dataset.state = "";
    state(key, "asked");
  }

  function follow(place) {
    if (place && place !== current) go(place);
  }

  if (!whole) {
    history.replaceState(null, "", addressOf(keyOf(current))); // a reload comes back to this place
    for (const [key, line] of links) {
      line.querySelector("a").addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        open(key);
      });
    }
    addEventListener("popstate", () => open(new URL(location).searchParams.get("at") ?? keyOf(places[0]), false));
  }
  if (whole) {
    for (const [key, line] of links) {
      line.querySelector("a").addEventListener("click", () => follow(places.find((place) => keyOf(place) === key)));
    }
  }
  markCurrent();
  return { settle, step, state, reset, follow, current: () => current };
}

// What nobody sees waits until the place is on the screen: the browser takes longer to note an address than to show it.
function afterPaint(act) {
  requestAnimationFrame(() => setTimeout(act));
}
