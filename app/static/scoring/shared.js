// "They can see my screen": what is for the interviewer only goes out of sight until it is wanted again. A cookie
// carries it, so that the page of a reload comes without these parts from its first byte.

export function sharedScreen() {
  const button = document.querySelector("button[data-shared]");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const shared = !document.documentElement.hasAttribute("data-shared");
    sayShared(shared);
    document.cookie = `palate-screen=${shared ? "shared" : "mine"}; path=/; SameSite=Lax`;
  });
}

export function sayShared(shared) {
  document.documentElement.toggleAttribute("data-shared", shared);
  document.querySelector("button[data-shared]").textContent = shared ? "Show my parts again" : "They can see my screen";
}
