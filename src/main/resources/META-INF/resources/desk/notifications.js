import { ask } from "./api.js";
import { confirmed, show } from "./dialog.js";
import { button, choice, el, field, fill } from "./dom.js";
import { news } from "./news.js";
import { soon } from "./repeat.js";
import { tell } from "./tell.js";
import { ago, count, laidOut, name, number, when } from "./words.js";

const PAGE = 50;
const REST_MS = 500;
const ASKED_AGAIN = 20;
const FIELDS = `id cursor messageId org channel queue address routingKey subject kind state attempts createdAt settledAt
  reason nextAttemptAt size masked`;
const LIST = `query DeskNotifications($org: String, $select: SelectNotifications, $limit: Int, $after: String) {
  notifications(orgName: $org, select: $select, limit: $limit, after: $after) { ${FIELDS} }
  count: countNotifications(orgName: $org, select: $select)
}`;
const ONE = `query DeskNotification($org: String, $id: ID!) { notification(orgName: $org, id: $id) { ${FIELDS} body } }`;
const COUNT = `query DeskCount($org: String, $select: SelectNotifications) {
  count: countNotifications(orgName: $org, select: $select)
}`;
const REPLAY = `mutation DeskReplay($org: String, $select: SelectNotifications, $ids: [String!], $count: Int!) {
  done: replayNotifications(orgName: $org, select: $select, ids: $ids, count: $count) { count withheld }
}`;

const STATES = [["PARKED", "Parked"], ["PENDING", "Pending"], ["UNROUTED", "Unrouted"], ["DELIVERED", "Delivered"], ["", "All"]];
const CHANNELS = [["", "All"], ["BROKER", "Broker"], ["QUEUE", "Queue worker"], ["MAIL", "Mail"], ["PROCESSING", "Processing"],
  ["TOPOLOGY", "Topology"]];
const LEVELS = { PARKED: "bad", UNROUTED: "warn", PENDING: "", DELIVERED: "good" };

/** What has to be told for an org (null: for all), why it was not, and how it is told once more. */
export function open(root, org, user, opened) {
  const cards = new Map();
  const chosen = new Set();
  let reading = 0;
  let end = null;
  const said = el("p", { class: "soft", role: "status" });
  const list = el("ul", { class: "list", "aria-label": "Notifications" });
  const more = button("Show more", () => read(true), { hidden: true });
  const replayChosen = button("Replay the chosen", () => replay([...chosen]), { hidden: true });
  const filter = filters(() => read());
  const column = el("div");
  const beside = el("div");

  /** The first page, or with {@code further} the next one. */
  async function read(further = false) {
    const mine = ++reading;
    const { notifications, count: matching } = await ask(LIST,
      { org, select: filter.select(), limit: PAGE, after: further ? end : null });
    if (mine !== reading) return;
    if (!further) {
      cards.clear();
      chosen.clear();
      fill(list);
    }
    notifications.forEach(put);
    list.append(...notifications.map((one) => cards.get(one.id).element));
    end = notifications.at(-1)?.cursor ?? end;
    more.hidden = notifications.length < PAGE;
    state(matching);
  }

  function put(notification) {
    const known = cards.get(notification.id);
    if (known) {
      known.update(notification);
      return;
    }
    cards.set(notification.id, card(notification, {
      withOrg: !org, details: () => details(org, notification.id), replay: () => replay([notification.id]), choose }));
  }

  /** Those that are new come in; those that no longer match stay, so that nothing moves away from under a hand. */
  async function refresh() {
    const mine = reading;
    const { notifications, count: matching } = await ask(LIST, { org, select: filter.select(), limit: PAGE });
    if (mine !== reading) return;
    const gone = noLonger(notifications);
    notifications.forEach(put);
    place(notifications.map((one) => cards.get(one.id).element));
    state(matching);
    await Promise.all(gone.map(async (one) => {
      try {
        one.update((await ask(ONE, { org, id: one.id })).notification);
      } catch (fault) {
        if (fault.code !== "not_found") throw fault;
        one.leave();
      }
    }));
  }

  /** Each that is new behind the one before it. */
  function place(elements) {
    elements.forEach((element, index) => {
      if (element.isConnected) return;
      if (index === 0) list.prepend(element);
      else elements[index - 1].after(element);
    });
  }

  /** Cards among those of the first page that are not of it any more, and not settled either. */
  function noLonger(page) {
    const there = new Set(page.map((one) => one.id));
    const shown = [...list.children].map((element) => element.dataset.id);
    const reach = page.length < PAGE ? shown.length : shown.indexOf(page.at(-1).id);
    return shown.slice(0, reach).filter((id) => !there.has(id)).map((id) => cards.get(id))
      .filter((one) => !one.settled).slice(0, ASKED_AGAIN);
  }

  function state(matching) {
    const words = `${count(matching, "notification")} ${matching === 1 ? "matches" : "match"}.`;
    // read out where it changed
    if (said.textContent !== words) said.textContent = words;
    offer();
  }

  function offer() {
    replayChosen.hidden = chosen.size === 0;
    replayChosen.textContent = `Replay the chosen (${number(chosen.size)})`;
  }

  function choose(id, yes) {
    if (yes) chosen.add(id);
    else chosen.delete(id);
    offer();
  }

  async function replay(ids) {
    await replayed({ ids, count: ids.length }, el("p", {}, ids.length === 1 ? ids[0] : ids.slice(0, 5).join(", ") + (ids.length > 5 ? " …" : "")));
  }

  async function replayMatching() {
    const select = filter.select();
    const matching = (await ask(COUNT, { org, select })).count;
    if (matching === 0) {
      tell("Nothing matches, so there is nothing to replay.");
      return;
    }
    await replayed({ select, count: matching }, el("dl", { class: "facts" },
      filter.inWords().map(([what, value]) => [el("dt", {}, what), el("dd", {}, value)])));
  }

  async function replayed(which, details) {
    const where = org ? `of ${org}` : "of all orgs";
    if (!await confirmed(`Replay ${count(which.count, "notification")} ${where}?`,
      el("div", {}, details, el("p", {}, "They are told once more, under the same message ids. What was delivered before arrives again.")),
      `Replay ${number(which.count)}`)) return;
    const { done } = await ask(REPLAY, { org, ...which });
    tell(`${count(done.count, "notification")} ${done.count === 1 ? "is" : "are"} being told once more.`
      + (done.withheld ? ` ${number(done.withheld)} stay as they are: due anyway, or about somebody who was rejected.` : ""));
    chosen.clear();
    cards.forEach((one) => one.unchoose());
    offer();
    refreshing.ask();
  }

  const refreshing = soon(refresh, REST_MS, (fault) => (said.textContent = `${fault.message} What is shown may be old.`));

  column.append(filter.element,
    el("div", { class: "row list-head" }, said, el("div", { class: "buttons push" }, replayChosen, button("Replay all that match", replayMatching))),
    list, more);
  root.className = "beside";
  root.append(column, beside);
  const stop = news(beside, [org], { changed: refreshing.ask, opened: refreshing.ask });
  read().catch((fault) => (said.textContent = fault.message));
  if (opened) details(org, opened).catch((fault) => tell(fault.message, true));
  return () => {
    refreshing.stop();
    stop();
  };
}

function filters(changed) {
  const state = choice(STATES, "PARKED");
  const channel = choice(CHANNELS, "");
  const text = (type = "text") => el("input", { type, autocomplete: "off", spellcheck: "false" });
  const whole = () => el("input", { type: "number", min: "1", step: "1", inputmode: "numeric" });
  const [kind, subject, queue] = [text(), text(), text()];
  const [campaign, page] = [whole(), whole()];
  const [from, to] = [text("datetime-local"), text("datetime-local")];

  const given = () => [
    ["State", state.value && name(state.value), "states", () => [state.value]],
    ["Told by", channel.value && name(channel.value), "channel", () => channel.value],
    ["Kind", kind.value.trim(), "kind", () => kind.value.trim()],
    ["Campaign", campaign.value, "campaignId", () => Number(campaign.value)],
    ["Page", page.value, "actionPageId", () => Number(page.value)],
    ["Subject", subject.value.trim(), "subject", () => subject.value.trim()],
    ["Queue", queue.value.trim(), "queue", () => queue.value.trim()],
    ["From", from.value && when(from.value), "from", () => new Date(from.value).toISOString()],
    ["Before", to.value && when(to.value), "to", () => new Date(to.value).toISOString()],
  ].filter(([, words]) => words);

  const element = el("form", {
    class: "section",
    onsubmit: (event) => {
      event.preventDefault();
      changed().catch((fault) => tell(fault.message, true));
    },
  },
  el("div", { class: "filters" }, field("State", state), field("Told by", channel)),
  el("details", {}, el("summary", {}, "More to filter by"), el("div", { class: "filters" },
    field("Kind", kind), field("Subject", subject, "campaign:5, supporter:17"), field("Queue", queue, "wrk.2.webhook"),
    field("Campaign's id", campaign), field("Page's id", page), field("From", from), field("Before", to)),
  el("button", { type: "submit" }, "Filter")));
  for (const select of [state, channel]) select.addEventListener("change", () => element.requestSubmit());

  return {
    element,
    select: () => Object.fromEntries(given().map(([, , key, value]) => [key, value()])),
    inWords: () => (given().length ? given().map(([label, words]) => [label, words]) : [["Filter", "none: everything"]]),
  };
}

function card(first, { withOrg, details, replay, choose }) {
  const { id } = first;
  const tag = el("span", { class: "tag" });
  const reason = el("p");
  const facts = el("dl", { class: "facts" });
  const box = el("input", { type: "checkbox", "aria-label": `Choose ${id}`, onchange: () => choose(id, box.checked) });
  const again = button("Replay", replay, { "aria-label": `Replay ${id}` });
  const element = el("li", { class: "card", "data-id": id },
    el("div", { class: "row" }, box, el("h2", {}, first.kind ?? "Of no kind"), tag), reason, facts,
    el("div", { class: "buttons" }, button("Details", details, { "aria-label": `Details of ${id}` }), again));

  const one = {
    id,
    element,
    settled: false,
    update(notification) {
      one.settled = notification.state === "DELIVERED";
      mark(LEVELS[notification.state], name(notification.state));
      fill(reason, notification.reason);
      fill(facts, statements(notification, withOrg).map(([what, value]) => [el("dt", {}, what), el("dd", {}, value)]));
    },
    leave() {
      one.settled = true;
      mark("", "Sent back");
      box.disabled = true;
      again.hidden = true;
    },
    unchoose() {
      box.checked = false;
    },
  };

  function mark(level, word) {
    element.className = `card ${level}`;
    tag.className = `tag ${level}`;
    tag.textContent = word;
  }

  one.update(first);
  return one;
}

function statements(one, withOrg) {
  return [
    withOrg && ["Org", one.org ? el("a", { href: `#/${encodeURIComponent(one.org)}/notifications` }, one.org) : "gone"],
    one.subject && ["About", one.subject],
    ["To", one.queue ?? [one.address, one.routingKey].filter(Boolean).join(", key ")],
    [one.channel === "QUEUE" ? "Given up" : "Created", `${when(one.createdAt)} (${ago(one.createdAt)})`],
    one.settledAt && one.state === "DELIVERED" && ["Delivered", when(one.settledAt)],
    one.attempts > 0 && ["Refused", count(one.attempts, "time")],
    one.nextAttemptAt && ["Next try", `${when(one.nextAttemptAt)} (${ago(one.nextAttemptAt)})`],
  ].filter(Boolean);
}

async function details(org, id) {
  const { notification: one } = await ask(ONE, { org, id });
  const dialog = show(`${one.kind ?? "Notification"} ${one.id}`,
    el("dl", { class: "facts" }, [["State", name(one.state)], one.reason && ["Why", one.reason], ...statements(one, !org),
      ["Message id", one.messageId ?? "none"], ["Told by", name(one.channel)], ["Size", number(one.size)]]
      .filter(Boolean).map(([what, value]) => [el("dt", {}, what), el("dd", {}, value)])),
    one.masked && el("p", { class: "warn-text" }, "Personal data is left out: you may not export contacts of this org."),
    one.body == null ? el("p", {}, "The body is not shown.") : el("pre", { tabindex: "0" }, laidOut(one.body)));
  dialog.addEventListener("close", () => {
    const [, where, view] = location.hash.split("/");
    if (view) history.replaceState(null, "", `#/${where}/${view}`);
  });
}
