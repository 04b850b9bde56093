// The interview's clock, taken on from the start instant, so a reload does not reset it.

import { mmss } from "./screen.js";

// `total`: seconds of the interview; `plan`: key of an item to the second at which it should be over.
export function timer(screen, total, plan, current) {
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
    write(left, words(total - second));
    meter.value = second;
    const pace = current().querySelector("[data-pace]");
    if (pace) {
      write(pace, paceWords(second, plan[pace.dataset.pace]));
      pace.parentElement.hidden = screen.value(`rating/${pace.dataset.pace}`) !== null;
    }
    place.toggleAttribute("data-over", isOver);
    if (isOver && !wasOver) announce.textContent = "The time is over; nothing stops.";
    wasOver = isOver;
  }

  document.addEventListener("place", tick);
  tick();
  setInterval(tick, 1000);
}

function paceWords(second, ends) {
  const over = Math.floor((second - ends) / 60);
  return over > 0 ? `${over} min over plan` : `until ${ends / 60}:00`;
}

function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function words(left) {
  const minutes = Math.floor(Math.abs(left) / 60);
  return left > 0 ? `${minutes} min left` : `${minutes} min over; nothing stops`;
}
