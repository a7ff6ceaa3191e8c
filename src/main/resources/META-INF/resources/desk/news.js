import { subscribe } from "./api.js";
import { button, el } from "./dom.js";
import { number, when } from "./words.js";

const CHANGES = `subscription DeskChanges($org: String) {
  notificationChanged(orgName: $org) { org at created delivered unrouted failed parked replayed ids }
}`;
const WORDS = { created: "new", delivered: "delivered", replayed: "replayed", failed: "failed, tried again later",
  unrouted: "without a reader", parked: "parked" };
const MOST = 50;
const IDS = 3;

/**
 * Shows what happens to the notifications of these orgs (null: of all), as it happens. {@code changed} hears each change,
 * {@code opened} when the connection begins, also anew: what was before has to be read then.
 */
export function news(root, orgs, { changed = () => {}, opened = () => {} } = {}) {
  const list = el("ol", { class: "list", "aria-labelledby": "news" });
  const none = el("p", { class: "soft" }, "Nothing happened since this page was opened.");
  const trouble = el("p", { class: "warn-text", role: "status" });
  const held = [];
  let holding = false;
  const hold = button("Hold", () => {
    holding = !holding;
    hold.setAttribute("aria-pressed", String(holding));
    if (!holding) held.splice(0).forEach(add);
    label();
  }, { "aria-pressed": "false" });

  function label() {
    hold.textContent = holding && held.length ? `Hold (${number(held.length)})` : "Hold";
  }

  function add(change) {
    none.hidden = true;
    list.prepend(item(change));
    while (list.children.length > MOST) list.lastElementChild.remove();
  }

  function next({ notificationChanged: change }) {
    if (holding) {
      held.push(change);
      if (held.length > MOST) held.shift();
      label();
    } else {
      add(change);
    }
    if (change.failed + change.unrouted + change.parked) trouble.textContent = said(change);
    changed(change);
  }

  root.append(el("section", { class: "section", "aria-labelledby": "news" },
    el("div", { class: "title" }, el("h2", { id: "news" }, "Live"), hold), trouble, none, list));
  if (!orgs.length) return () => {};
  const close = subscribe(CHANGES, orgs.map((org) => ({ org })), {
    next,
    told: (state) => {
      connection(state);
      if (state === "open") opened();
    },
    // what somebody may not see is said where the org is
    failed: (fault) => fault.code !== "permission_denied" && (trouble.textContent = fault.message),
  });
  return () => {
    close();
    connection("");
  };
}

function connection(state) {
  const place = document.getElementById("live");
  place.dataset.state = state;
  place.textContent = { open: "Live", lost: "Not live: connecting again…" }[state] ?? "";
}

function said(change) {
  const parts = Object.entries(WORDS).filter(([what]) => change[what] > 0).map(([what, word]) => `${number(change[what])} ${word}`);
  return `${change.org || "An org that is gone"}: ${parts.join(", ") || "changed"}`;
}

function item(change) {
  const level = change.parked ? "bad" : change.failed || change.unrouted ? "warn" : "good";
  const links = change.org ? change.ids.slice(0, IDS) : [];
  return el("li", { class: `card fresh ${level}` }, el("p", {}, said(change)),
    el("p", { class: "soft" }, el("time", { datetime: change.at }, when(change.at)),
      links.map((id) => [" · ", el("a", { href: `#/${encodeURIComponent(change.org)}/notifications/${encodeURIComponent(id)}` }, id)]),
      change.ids.length > IDS && ` and ${change.ids.length - IDS} more`));
}
