// A hint beside words that touch what is no evidence. It stays in this browser: it stops nothing and tells nobody.

export function topicHints(patterns) {
  const topics = Object.entries(patterns).map(([topic, pattern]) => [topic, new RegExp(pattern, "i")]);

  // Show it in `place`, or hide it; `area` names the place as its description meanwhile.
  return (area, place) => {
    const found = topics.filter(([, pattern]) => pattern.test(area.value)).map(([topic]) => topic);
    place.hidden = !found.length;
    if (!found.length) return area.removeAttribute("aria-describedby");
    place.id ||= `topic-${area.name.replaceAll("/", "-")}`;
    place.textContent = `Touches on ${found.join(", ")}: not evidence; you may delete this.`;
    area.setAttribute("aria-describedby", place.id);
  };
}
