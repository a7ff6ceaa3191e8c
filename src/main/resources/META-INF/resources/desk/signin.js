import { ask } from "./api.js";
import { el, field } from "./dom.js";
import { basic, bearer, remember } from "./session.js";

const WHO = "query DeskWho { currentUser { email isAdmin roles { role org { name title } } } }";

/** Whose credentials these are; without any, whose those are that the page remembers. */
export const who = async (authorization) => (await ask(WHO, {}, authorization)).currentUser;

/** Asks for credentials until they are somebody's. */
export function signIn(root, signedIn) {
  const email = el("input", { type: "email", autocomplete: "username", required: true, spellcheck: "false" });
  const password = el("input", { type: "password", autocomplete: "current-password", required: true });
  const token = el("input", { type: "password", autocomplete: "off", required: true, spellcheck: "false" });
  const keep = el("input", { type: "checkbox", id: "keep" });
  const wrong = el("p", { class: "bad-text", role: "alert" });
  const enter = el("button", { type: "submit", class: "do" }, "Sign in");

  const byPassword = el("div", {}, field("E-mail", email), field("Password", password));
  const byToken = el("div", { hidden: true }, field("API token", token, "What resetApiToken answered; it begins with API-"));
  const way = (value, label, checked) => el("label", { class: "check" },
    el("input", { type: "radio", name: "way", value, checked, onchange: choose }), label);

  function choose(event) {
    byToken.hidden = event.target.value !== "token";
    byPassword.hidden = !byToken.hidden;
    for (const input of [email, password]) input.disabled = byPassword.hidden;
    token.disabled = byToken.hidden;
  }
  token.disabled = true;

  async function submit(event) {
    event.preventDefault();
    if (enter.getAttribute("aria-disabled") === "true") return;
    enter.setAttribute("aria-disabled", "true");
    wrong.textContent = "";
    const authorization = byToken.hidden ? basic(email.value.trim(), password.value) : bearer(token.value);
    try {
      const user = await who(authorization);
      remember(authorization, keep.checked);
      signedIn(user);
    } catch (fault) {
      wrong.textContent = said(fault, byToken.hidden);
    } finally {
      enter.removeAttribute("aria-disabled");
    }
  }

  root.append(el("form", { class: "card narrow", onsubmit: submit },
    el("fieldset", {}, el("legend", {}, "With"),
      el("div", { class: "row" }, way("password", "e-mail and password", true), way("token", "an API token"))),
    byPassword, byToken,
    el("label", { class: "check", for: "keep" }, keep, "Keep me signed in until this tab is closed"),
    wrong, enter));
  email.focus();
}

function said(fault, password) {
  if (fault.code !== "unauthorized") return fault.message;
  return password ? "This e-mail and password do not belong together. Check both, then try again."
    : "This API token is not valid: it may have expired, or a newer one was made.";
}
