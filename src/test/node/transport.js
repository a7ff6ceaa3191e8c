// Speaks graphql-transport-ws, as graphql-ws' own client does and as no client should, with the server told on stdin; answers with what came of it.
const { readFileSync } = require("node:fs");
const { createClient } = require("graphql-ws");
const WebSocket = require("ws");

const { url, authorization, wrong } = JSON.parse(readFileSync(0, "utf8"));
const LIMIT_MS = 60000;
const FOREVER = "subscription { probeNews { number } }";
const INIT = { type: "connection_init" };
const subscribe = (payload, id = "1") => ({ type: "subscribe", id, payload });

/** All that one operation is told, and how that ended. */
async function told(client, query, limit = Infinity) {
  const results = [];
  try {
    const stream = client.iterate({ query });
    for await (const result of stream) {
      results.push(result);
      if (results.length === limit) break;
    }
    return { results, end: "complete" };
  } catch (failure) {
    return { results, end: failure.code ?? failure };
  }
}

async function withClient() {
  const pongs = [];
  const live = {};
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization }, keepAlive: 50,
    lazy: false, on: { pong: (received) => received && pongs.push(received), closed: ({ code }) => { live.closed = code; } } });
  const query = await told(client, "{ probeViewer }");
  const stream = await told(client, "subscription { probeThree { number } }");
  const broken = await told(client, "subscription { probeBroken { number } }");
  const invalid = await told(client, "{ nothing }");
  const flood = await told(client, "subscription { probeFlood { number } }", 3);
  const waiting = new Promise((complete) => { live.stop = client.subscribe({ query: FOREVER }, { next() {}, error: complete, complete }); });
  while (pongs.length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
  const stillOpen = live.closed === undefined;
  live.stop();
  await waiting;
  await client.dispose();
  return { query, stream, broken, invalid, flood: flood.results.length, stillOpen };
}

async function forbidden() {
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization: wrong } });
  return (await told(client, "{ probeViewer }")).end;
}

/** What a socket is closed with on which this was said: each turn once the one before was answered; what is in a list is one turn. */
function closed(turns, subprotocol = "graphql-transport-ws") {
  return new Promise((resolve, reject) => {
    const client = new WebSocket(url, subprotocol);
    const say = () => [turns.shift() ?? []].flat().forEach((message) =>
      client.send(typeof message === "string" || Buffer.isBuffer(message) ? message : JSON.stringify(message)));
    client.on("open", say);
    client.on("message", say);
    client.on("close", (code) => resolve(code));
    client.on("error", reject);
  });
}

async function codes() {
  const cases = {
    "no JSON": closed(["nonsense"]),
    "no object": closed(["null"]),
    "bytes": closed([Buffer.from("{}")]),
    "no type": closed([{ id: "1" }]),
    "an unknown type": closed([{ type: "dance" }]),
    "a type of the server's": closed([{ type: "connection_ack" }]),
    "a ping with a text": closed([{ type: "ping", payload: "text" }]),
    "no id": closed([INIT, { type: "subscribe", payload: { query: FOREVER } }]),
    "no query": closed([INIT, subscribe({})]),
    "variables that are none": closed([INIT, subscribe({ query: FOREVER, variables: [1] })]),
    "the end of nothing": closed([INIT, { type: "complete" }]),
    "an operation before the introduction": closed([subscribe({ query: FOREVER })]),
    "an operation during the introduction": closed([[{ ...INIT, payload: { authorization } }, subscribe({ query: FOREVER })]]),
    "a wrong password": closed([{ ...INIT, payload: { authorization: wrong } }]),
    "silence": closed([]),
    "an id twice": closed([INIT, [subscribe({ query: FOREVER }), subscribe({ query: FOREVER })]]),
    "two introductions": closed([INIT, INIT]),
    "two introductions at once": closed([[{ ...INIT, payload: { authorization } }, INIT]]),
    "another subprotocol": closed([], "phoenix"),
  };
  const answers = {};
  for (const [name, code] of Object.entries(cases)) answers[name] = await code;
  return answers;
}

async function main() {
  console.log(JSON.stringify({ client: await withClient(), forbidden: await forbidden(), codes: await codes() }));
}

setTimeout(() => {
  console.error("nobody answers");
  process.exit(1);
}, LIMIT_MS).unref();
main().then(() => process.exit(0), (failure) => {
  console.error(failure);
  process.exit(1);
});
