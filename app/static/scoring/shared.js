// "They can see my screen": what is for the interviewer only goes out of sight until it is wanted again.

const KEY = "palate-shared-screen";

export function sharedScreen() {
  const button = document.querySelector("[data-shared]");
  const show = (shared) => {
    document.documentElement.toggleAttribute("data-shared", shared);
    button.setAttribute("aria-pressed", String(shared));
    button.textContent = shared ? "Show my parts again" : "They can see my screen";
  };
  show(remembered() === "yes");
  button.addEventListener("click", () => {
    const shared = !document.documentElement.hasAttribute("data-shared");
    show(shared);
    remember(shared ? "yes" : "no");
  });
}

function remembered() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(value) {
  try {
    sessionStorage.setItem(KEY, value);
  } catch {
    // Without storage it lasts as long as the page.
  }
}
