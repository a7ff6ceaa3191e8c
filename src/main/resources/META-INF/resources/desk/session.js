const KEY = "proca-desk-authorization";

let authorization = sessionStorage.getItem(KEY);

/** What requests are signed with; null while nobody is signed in. */
export const header = () => authorization;

/** Kept by this page alone; with {@code keep}, by this tab until it is closed, so that the page can be loaded again. */
export function remember(given, keep) {
  authorization = given;
  if (keep) {
    sessionStorage.setItem(KEY, given);
  } else {
    sessionStorage.removeItem(KEY);
  }
}

export function forget() {
  authorization = null;
  sessionStorage.removeItem(KEY);
}

export function basic(email, password) {
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${email}:${password}`)))}`;
}

export const bearer = (token) => `Bearer ${token.trim()}`;
