// "They can see my screen": what is for the interviewer only goes out of sight until it is wanted again. A cookie
// carries it, so that the page of a reload comes without these parts from its first byte.

export function sharedScreen() {
  const button = document.querySelector("button[data-shared]");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const shared = document.documentElement.toggleAttribute("data-shared");
    button.textContent = shared ? "Show my parts again" : "They can see my screen";
    document.cookie = `palate-screen=${shared ? "shared" : "mine"}; path=/; SameSite=Lax`;
  });
}
