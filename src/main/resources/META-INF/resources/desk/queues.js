import { ask } from "./api.js";
import { Samples } from "./chart.js";
import { confirmed, show } from "./dialog.js";
import { button, choice, el, field, fill } from "./dom.js";
import { repeat } from "./repeat.js";
import { tell } from "./tell.js";
import { ago, count, laidOut, name, number, rate, when } from "./words.js";

const EVERY_MS = 5000;

const STATE = `query DeskQueues($org: String!) {
  orgQueues(orgName: $org) {
    name purpose worker active exists depth consumers notice oldestAt looksCount nextDueAt
    rate { donePerSecond returnedPerSecond growthPerSecond }
    dueBack { queue messageId reason returns at }
  }
  orgWorkers(orgName: $org) { name state pausedAt pausedBy }
}`;

const PAUSE = "mutation DeskPause($org: String!, $worker: String!) { done: pauseWorker(orgName: $org, worker: $worker) }";
const RESUME = "mutation DeskResume($org: String!, $worker: String!) { done: resumeWorker(orgName: $org, worker: $worker) }";
const STEP = `mutation DeskStep($org: String!, $worker: String!) {
  done: stepWorker(orgName: $org, worker: $worker) { outcome reason became messageId tookMs }
}`;
const PEEK = `query DeskPeek($org: String!, $queue: String!, $limit: Int) {
  queueMessages(orgName: $org, queue: $queue, limit: $limit) {
    position messageId type sentAt exchange routingKey redelivered returns dueBackAt size body masked
  }
}`;

/** An org's queues, sampled while they are looked at, with what their workers can be told. */
export function open(root, org) {
  const cards = new Map();
  const list = el("ul", { class: "cards", "aria-label": "Queues" });
  const seen = el("p", { class: "soft" }, "Asking the broker…");
  root.append(el("p", { class: "soft" }, `Sampled every ${EVERY_MS / 1000} seconds while this page is open.`), seen, list);

  async function sample() {
    const { orgQueues, orgWorkers } = await ask(STATE, { org });
    for (const queue of orgQueues) {
      if (!cards.has(queue.name)) cards.set(queue.name, card(org, queue.name, polling.again));
      cards.get(queue.name).update(queue, orgWorkers.find((worker) => worker.name === queue.worker));
    }
    const there = new Set(orgQueues.map((queue) => queue.name));
    for (const gone of [...cards.keys()].filter((key) => !there.has(key))) {
      cards.get(gone).element.remove();
      cards.delete(gone);
    }
    for (const queue of orgQueues) {
      const { element } = cards.get(queue.name);
      if (!element.isConnected) list.append(element);
    }
    seen.textContent = orgQueues.length ? `${count(orgQueues.length, "queue")}, as of ${when(new Date().toISOString())}.`
      : "The org's settings give it no queues.";
  }

  const polling = repeat(sample, EVERY_MS, (fault) => (seen.textContent = `${fault.message} What is shown may be old.`));
  return polling.stop;
}

function card(org, queueName, refresh) {
  const samples = new Samples();
  let now;
  let worker;

  const depth = el("span", { class: "big" });
  const chart = el("div");
  const notice = el("p");
  const purpose = el("p", { class: "soft" });
  const facts = el("dl", { class: "facts" });
  const due = el("details", { hidden: true }, el("summary", {}, "What goes back next"), el("ul", { class: "list" }));
  const toggle = button("", () => (worker.state === "PAUSED" ? resume() : pause()), { hidden: true });
  const one = button("Step", () => step(), { hidden: true, "aria-label": `Step: one message of ${queueName}` });
  const look = button("Peek", () => peek(org, queueName, now.looksCount), { "aria-label": `Peek at ${queueName}` });
  const element = el("li", { class: "card", "data-queue": queueName },
    el("div", { class: "title" }, el("h2", {}, queueName), depth), chart, notice, purpose, facts, due,
    el("div", { class: "buttons" }, toggle, one, look));

  async function pause() {
    if (!await confirmed(`Pause ${worker.name} of ${org}?`,
      el("p", {}, `On all instances. Messages wait in ${queueName} until somebody resumes it.`), "Pause")) return;
    const { done } = await ask(PAUSE, { org, worker: worker.name });
    tell(done === "NOOP" ? `${worker.name} of ${org} was paused already.` : `${worker.name} of ${org} is paused.`);
    await refresh();
  }

  async function resume() {
    if (!await confirmed(`Resume ${worker.name} of ${org}?`,
      el("p", {}, `On all instances. ${count(now.depth, "message")} in ${queueName} will be worked on at once.`), "Resume")) return;
    const { done } = await ask(RESUME, { org, worker: worker.name });
    tell(done === "NOOP" ? `${worker.name} of ${org} was running already.` : `${worker.name} of ${org} runs again.`);
    await refresh();
  }

  async function step() {
    if (!await confirmed(`Step ${worker.name} of ${org}?`,
      el("p", {}, `It takes exactly one message from ${queueName}, sends it, and stays paused.`), "Step")) return;
    const { done } = await ask(STEP, { org, worker: worker.name });
    tell([`${name(done.outcome)} in ${number(done.tookMs)} ms.`, done.messageId && `Message ${done.messageId}.`, done.reason, done.became]
      .filter(Boolean).join(" "), !["DONE", "NOTHING"].includes(done.outcome));
    await refresh();
  }

  function update(queue, itsWorker) {
    now = queue;
    worker = itsWorker;
    samples.add(queue.depth);
    element.className = `card ${queue.notice ? "bad" : worker?.state === "PAUSED" || worker?.state === "STOPPED" ? "warn" : ""}`;
    fill(depth, number(queue.depth), el("span", { class: "hint" }, queue.depth === 1 ? " message" : " messages"));
    fill(chart, samples.chart());
    fill(notice, queue.notice && el("span", { class: "bad-text" }, queue.notice));
    purpose.textContent = queue.purpose;
    fill(facts, statements(queue, worker).map(([what, value]) => [el("dt", {}, what), el("dd", {}, value)]));
    due.hidden = queue.dueBack.length === 0;
    fill(due.lastElementChild, queue.dueBack.map((back) => el("li", {},
      `${back.queue}: ${back.reason}, ${count(back.returns, "return")}${back.at ? `, due ${ago(back.at)}` : ""}`)));
    toggle.hidden = !["RUNNING", "PAUSED"].includes(worker?.state);
    toggle.textContent = worker?.state === "PAUSED" ? "Resume" : "Pause";
    toggle.setAttribute("aria-label", `${toggle.textContent} ${worker?.name ?? ""}`.trim());
    one.hidden = worker?.state !== "PAUSED";
    look.hidden = !queue.exists;
  }

  return { element, update };
}

function statements(queue, worker) {
  const { donePerSecond, returnedPerSecond, growthPerSecond } = queue.rate;
  return [
    ["Worker", worker ? workerState(worker) : "none of this service"],
    ["Consumers", queue.consumers === 0 ? "no consumer" : number(queue.consumers)],
    queue.oldestAt && ["Oldest", ago(queue.oldestAt)],
    queue.looksCount && queue.depth > 0 && ["Oldest", "not looked at: a quorum queue counts looks"],
    queue.nextDueAt && ["Next due", ago(queue.nextDueAt)],
    worker && ["Done", `${rate(donePerSecond)}, returned ${rate(returnedPerSecond)} (this instance)`],
    growthPerSecond != null && ["Growth", `${growthPerSecond > 0 ? "+" : ""}${rate(growthPerSecond)}`],
    !queue.active && ["Settings", "send nothing here any more"],
    !queue.exists && ["Declared", "not yet"],
  ].filter(Boolean);
}

function workerState(worker) {
  if (worker.state !== "PAUSED") return `${worker.name}, ${worker.state.toLowerCase()}`;
  const by = worker.pausedBy ? ` by ${worker.pausedBy}` : "";
  return `${worker.name}, paused${by}${worker.pausedAt ? ` ${ago(worker.pausedAt)}` : ""}`;
}

async function peek(org, queue, looksCount) {
  const list = el("ol", { class: "list" });
  const limit = choice([["10", "10"], ["25", "25"], ["50", "50"]], "10");
  limit.addEventListener("change", () => load().catch((fault) => fill(list, el("li", {}, fault.message))));

  async function load() {
    const { queueMessages } = await ask(PEEK, { org, queue, limit: Number(limit.value) });
    fill(list, queueMessages.length ? queueMessages.map(message) : el("li", {}, "Nothing waits here."));
  }

  await load();
  show(`First messages of ${queue}`,
    el("p", { class: "soft" }, "They stay where they are, in their order."),
    looksCount && el("p", { class: "warn-text" }, "A quorum queue counts each look, and gives a message up after 20."), field("At most", limit), list);
}

function message(one) {
  return el("li", { class: "card" },
    el("h3", {}, `${one.position}. ${one.messageId ?? "without an id"}`),
    el("p", {}, [one.type, `key ${one.routingKey}`, one.sentAt && `sent ${when(one.sentAt)}`, `${number(one.size)} bytes`,
      one.redelivered && "redelivered", one.returns > 0 && count(one.returns, "return"),
      one.dueBackAt && `due back ${ago(one.dueBackAt)}`].filter(Boolean).join(", ")),
    one.masked && el("p", { class: "warn-text" }, "Personal data is left out: you may not export contacts."),
    one.body == null ? el("p", { class: "soft" }, "The body is not shown.") : el("pre", { tabindex: "0" }, laidOut(one.body)));
}
