// The token that a save needs. It ends with the session, so after signing in again the page takes a new one.

export function tokenOf(page) {
  return page.querySelector("meta[name=csrf-token]")?.content;
}

// The token of this page as the server makes it now; null when it does not show this author's card.
export async function freshToken({ author, card }) {
  const answer = await fetch(location.href, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const data = page.getElementById("card-data");
  const said = data ? JSON.parse(data.textContent) : {};
  return said.author === author && said.card === card ? tokenOf(page) : null;
}
