// Subscribes, as Proca's, Absinthe's and Phoenix's own clients do, at the server told on stdin; answers with what each of them was told.
const { readFileSync } = require("node:fs");
const { setTimeout: pause } = require("node:timers/promises");
const AbsintheSocket = require("@absinthe/socket");
const { basicAuth, link, request, subscribe } = require("@proca/api");
const { parse } = require("graphql");
const { Socket } = require("phoenix");
const WebSocket = require("ws");

const { http, socket, email, password, token, org, page } = JSON.parse(readFileSync(0, "utf8"));
const LIMIT_MS = 60000;
const NEWS = "subscription ($org: String) { actionPageUpserted(orgName: $org) { id name __typename } }";
const CHANGE = "mutation ($id: Int!, $name: String!) { updateActionPage(id: $id, input: { name: $name }) { id name } }";
const WHO = "{ currentUser { email } }";

const proca = link(http, basicAuth({ username: email, password }), { wsUrl: socket });
const rename = (name) => request(proca, parse(CHANGE), { id: page, name });

/** Renames the page until somebody was told, for clients that do not say when they listen. */
async function renameUntil(told, name) {
  for (let round = 0; ; round++) {
    const { errors } = await rename(`${name}-${round}`);
    if (errors) throw new Error(JSON.stringify(errors));
    const answer = await Promise.race([told, pause(200)]);
    if (answer) return answer;
  }
}

async function ofProca() {
  const told = new Promise((next, error) => subscribe(proca, parse(NEWS), { org }).subscribe({ next, error }));
  const { data } = await renameUntil(told, `${org}/proca`);
  return { news: data.actionPageUpserted };
}

function observed(absinthe, operation, variables) {
  const results = [];
  const waiting = [];
  const notifier = AbsintheSocket.send(absinthe, { operation, variables });
  const told = (kind) => new Promise((resolve) => waiting.push({ kind, resolve }));
  const tell = (kind) => (what) => {
    if (kind === "result") results.push(what);
    waiting.filter((one) => one.kind === kind).forEach((one) => one.resolve(what));
  };
  const started = told("start");
  const result = told("result");
  const failed = told("abort");
  const observer = { onStart: tell("start"), onResult: tell("result"), onAbort: tell("abort"), onError: tell("abort") };
  AbsintheSocket.observe(absinthe, notifier, observer);
  // the one that was sent is replaced by one that knows its observers
  const current = () => absinthe.notifiers.find((one) => one.request === notifier.request);
  return { started, result, failed, results, cancel: () => AbsintheSocket.unobserveOrCancel(absinthe, current(), observer) };
}

async function ofAbsinthe() {
  const phoenix = new Socket(socket, { transport: WebSocket, params: { token } });
  const absinthe = AbsintheSocket.create(phoenix);
  const first = observed(absinthe, NEWS, { org });
  await first.started;
  const changed = await observed(absinthe, CHANGE, { id: page, name: `${org}/absinthe` }).result;
  const news = await first.result;
  const refused = await observed(absinthe, "subscription { actionPageUpserted { nothing } }", {}).failed;
  const unknown = await observed(absinthe, NEWS, { org: "nope" }).failed;

  first.cancel();
  const second = observed(absinthe, NEWS, { org });
  await second.started;
  const before = first.results.length;
  await rename(`${org}/later`);
  const later = await second.result;
  const afterCancel = first.results.length - before;
  const who = await observed(absinthe, WHO, {}).result;

  const left = await new Promise((resolve) => absinthe.channel.leave().receive("ok", () => resolve(true)));
  await rename(`${org}/after`);
  const beat = await new Promise((resolve) => phoenix.ping(resolve));
  phoenix.disconnect();
  return { changed, news, refused: String(refused), unknown: String(unknown), later, afterCancel, who, left, beat: beat >= 0,
    afterLeave: second.results.filter((one) => JSON.stringify(one).includes("/after")).length };
}

/** Says one thing in a channel; the reply, with its status. */
function push(channel, event, payload) {
  return new Promise((resolve) => {
    const sent = channel.push(event, payload);
    for (const status of ["ok", "error", "timeout"]) sent.receive(status, (response) => resolve({ status, response }));
  });
}

function join(channel) {
  return new Promise((resolve) => {
    const joining = channel.join();
    for (const status of ["ok", "error", "timeout"]) joining.receive(status, (response) => resolve({ status, response }));
  });
}

async function ofPhoenix(options) {
  const phoenix = new Socket(socket, { transport: WebSocket, ...options });
  const data = [];
  phoenix.onMessage(({ topic, event, payload }) => {
    if (event === "subscription:data") data.push({ topic, payload });
  });
  phoenix.connect();
  const elsewhere = phoenix.channel("room:lobby");
  const nowhere = await join(elsewhere);
  elsewhere.leave();
  const channel = phoenix.channel("__absinthe__:control");
  const closed = new Promise((resolve) => channel.onClose(() => resolve(true)));
  const joined = await join(channel);
  const who = await push(channel, "doc", { query: WHO, variables: {} });
  const subscribed = await push(channel, "doc", { query: NEWS, variables: { org } });
  await rename(`${org}/one`);
  while (data.length === 0) await pause(20);
  const { subscriptionId } = subscribed.response;
  const unsubscribed = await push(channel, "unsubscribe", { subscriptionId });
  await rename(`${org}/two`);
  const unknown = await push(channel, "dance", {});
  const beat = await new Promise((resolve) => phoenix.ping(resolve));
  channel.leave();
  const left = await closed;
  phoenix.disconnect();
  return { nowhere, joined, who, subscribed: subscribed.status, onTopic: data[0].topic === subscriptionId
      && data[0].payload.subscriptionId === subscriptionId, news: data.map(({ payload }) => payload.result),
    unsubscribed: unsubscribed.status, sameId: unsubscribed.response.subscriptionId === subscriptionId, unknown, beat: beat >= 0, left };
}

const objects = {
  vsn: "1.0.0",
  encode: ({ topic, event, payload, ref }, done) => done(JSON.stringify({ topic, event, payload, ref })),
  decode: (text, done) => done(JSON.parse(text)),
};

async function main() {
  const answers = { proca: await ofProca(), absinthe: await ofAbsinthe(),
    lists: await ofPhoenix({ authToken: token }), objects: await ofPhoenix({ ...objects, params: { authorization: `Bearer ${token}` } }) };
  console.log(JSON.stringify(answers));
}

setTimeout(() => {
  console.error("nobody answers");
  process.exit(1);
}, LIMIT_MS).unref();
main().then(() => process.exit(0), (failure) => {
  console.error(failure);
  process.exit(1);
});
