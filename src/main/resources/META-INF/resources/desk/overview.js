import { ask } from "./api.js";
import { el, field, fill } from "./dom.js";
import { news } from "./news.js";
import { repeat, soon } from "./repeat.js";
import { count } from "./words.js";

const EVERY_MS = 15000;
const REST_MS = 1000;
const AT_ONCE = 4;

const HEALTH = `query DeskHealth($org: String!) {
  parked: countNotifications(orgName: $org, select: { states: [PARKED] })
  pending: countNotifications(orgName: $org, select: { states: [PENDING] })
  unrouted: countNotifications(orgName: $org, select: { states: [UNROUTED] })
  orgQueues(orgName: $org) { name depth notice }
  orgWorkers(orgName: $org) { name state }
}`;

/** Of all orgs, where something was given up or had no reader. */
const TROUBLED = `query DeskTroubled {
  notifications(select: { states: [PARKED, UNROUTED] }, limit: 200) { org }
}`;

/** The orgs of who is signed in, and for who runs the instance those that need somebody: how they are, and what happens now. */
export function open(root, user) {
  const cards = new Map();
  const list = el("ul", { class: "cards", "aria-label": "Orgs" });
  const failed = el("p", { class: "bad-text", role: "status" });

  function tellFailure(fault) {
    failed.textContent = fault.message;
  }

  function add(org) {
    if (!org.name || cards.has(org.name)) return;
    cards.set(org.name, card(org));
    list.append(cards.get(org.name).element);
  }

  async function look() {
    if (user.isAdmin) (await ask(TROUBLED)).notifications.forEach(({ org }) => add({ name: org, title: org }));
    await inTurn(cards.keys(), examine);
    failed.textContent = "";
  }

  const examine = async (org) => cards.get(org).update(await health(org));
  const stale = new Set();
  const examining = soon(async () => {
    const orgs = [...stale].filter((org) => cards.has(org));
    stale.clear();
    await inTurn(orgs, examine);
  }, REST_MS, tellFailure);

  function changed(change) {
    if (user.isAdmin && change.parked + change.unrouted) add({ name: change.org, title: change.org });
    stale.add(change.org);
    examining.ask();
  }

  user.roles.forEach((role) => add(role.org));
  root.append(...[cards.size === 0 && el("p", {}, "You work for no org."), failed, list, user.isAdmin && another()].filter(Boolean));
  const polling = repeat(look, EVERY_MS, tellFailure);
  const stopNews = news(root, user.isAdmin ? [null] : [...cards.keys()], { changed });
  return () => {
    polling.stop();
    examining.stop();
    stopNews();
  };
}

async function inTurn(items, work) {
  const left = [...items];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (left.length) await work(left.shift());
  }));
}

async function health(org) {
  try {
    return judged(await ask(HEALTH, { org }));
  } catch (fault) {
    return fault.code === "permission_denied"
      ? { level: "", word: "Not yours", sentences: ["Only the owners of this org see its desk."] }
      : { level: "warn", word: "Unknown", sentences: [fault.message] };
  }
}

/** From what there is to how it is, in words. */
function judged({ parked, pending, unrouted, orgQueues, orgWorkers }) {
  const notices = orgQueues.map((queue) => queue.notice).filter(Boolean);
  const still = orgWorkers.filter((worker) => worker.state === "PAUSED" || worker.state === "STOPPED");
  const waiting = orgQueues.reduce((sum, queue) => sum + queue.depth, 0);
  const sentences = [
    parked > 0 && `${count(parked, "notification")} given up: see why, and replay.`,
    ...notices,
    ...still.map((worker) => `${worker.name} is ${worker.state.toLowerCase()}.`),
    unrouted > 0 && `${count(unrouted, "notification")} without a reader.`,
    `${count(pending, "notification")} to be told, ${count(waiting, "message")} in ${count(orgQueues.length, "queue")}.`,
  ].filter(Boolean);
  if (notices.length || parked) return { level: "bad", word: "Needs you", sentences };
  return still.length ? { level: "warn", word: "Held", sentences } : { level: "good", word: "Well", sentences };
}

function card(org) {
  const path = `#/${encodeURIComponent(org.name)}`;
  const tag = el("span", { class: "tag" }, "Looking…");
  const sentences = el("div");
  const element = el("li", { class: "card", "data-org": org.name },
    el("div", { class: "title" }, el("h2", {}, el("a", { href: `${path}/notifications` }, org.title || org.name)), tag),
    el("p", { class: "soft" }, org.name), sentences,
    el("p", {}, el("a", { href: `${path}/queues`, "aria-label": `Queues of ${org.name}` }, "Queues"), " · ",
      el("a", { href: `${path}/services`, "aria-label": `Services of ${org.name}` }, "Services")));

  function update({ level, word, sentences: said }) {
    element.className = `card ${level}`;
    tag.className = `tag ${level}`;
    tag.textContent = word;
    fill(sentences, said.map((sentence) => el("p", {}, sentence)));
  }

  return { element, update };
}

/** Who runs the instance sees all orgs, by their names. */
function another() {
  const name = el("input", { required: true, spellcheck: "false", autocapitalize: "none", autocomplete: "off" });
  return el("form", {
    class: "row end section",
    onsubmit: (event) => {
      event.preventDefault();
      location.hash = `#/${encodeURIComponent(name.value.trim())}/notifications`;
    },
  }, field("Another org, by its name", name), el("button", { type: "submit" }, "Go"),
  el("p", {}, el("a", { href: "#/*/notifications" }, "Notifications of all orgs"), " · ", el("a", { href: "#/*/audit" }, "Audit")));
}
