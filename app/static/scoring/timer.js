// The interview's clock, taken on from the start instant, so a reload does not reset it.

import { mmss } from "./screen.js";

export function timer(screen, total) {
  const place = document.querySelector("[data-timer]");
  if (!place) return;
  const [elapsed, left] = [place.querySelector("time"), place.querySelector("[data-left]")];
  const meter = document.querySelector(".meter");
  const announce = document.querySelector("[data-announce]");
  let wasOver = place.hasAttribute("data-over");

  function tick() {
    const second = screen.second();
    if (second === null) return;
    place.hidden = meter.hidden = false;
    document.querySelector("[data-not-started]")?.remove();
    const isOver = second >= total;
    elapsed.textContent = mmss(second);
    left.textContent = words(total - second);
    meter.value = second;
    place.toggleAttribute("data-over", isOver);
    if (isOver && !wasOver) announce.textContent = "The time is over; nothing stops.";
    wasOver = isOver;
  }

  tick();
  setInterval(tick, 1000);
}

function words(left) {
  const minutes = Math.floor(Math.abs(left) / 60);
  return left > 0 ? `${minutes} min left` : `${minutes} min over; nothing stops`;
}
