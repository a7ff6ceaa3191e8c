// Reads a queue as an org's consumer does, with @proca/queue: tells what each message was taken for, how often, and how many were in hand
// at once. It ends when as many as it was told are acknowledged, with the signal that ends such consumers.
const { readFileSync, writeSync } = require("node:fs");

// the answer only goes to stdout
console.log = console.error;
const { count, syncQueue } = require("@proca/queue");

const LIMIT_MS = 20_000;
const { url, queue, concurrency, keys, refuse, until } = JSON.parse(readFileSync(0, "utf8"));

const taken = [];
let inHand = 0;
let mostInHand = 0;
let full;
const everyHandIsFull = new Promise((resolve) => {
  full = resolve;
});

function name(message) {
  return message.schema === "proca:event:2" ? message.eventType : message.contact.firstName;
}

// Holds what it has until it has as much as it may.
async function take(message) {
  inHand += 1;
  mostInHand = Math.max(mostInHand, inHand);
  if (inHand === concurrency) full();
  await everyHandIsFull;
  inHand -= 1;
  const times = taken.filter((one) => one.name === name(message)).length;
  const accepted = times >= (refuse?.[name(message)] ?? 0);
  taken.push({ name: name(message), accepted, at: Date.now(), message });
  return accepted;
}

process.on("exit", () => {
  writeSync(1, JSON.stringify({ taken, mostInHand, acknowledged: count.ack, refused: count.nack }));
});
setTimeout(() => process.exit(1), LIMIT_MS);
const watch = setInterval(() => {
  if (count.ack < until) return;
  clearInterval(watch);
  process.kill(process.pid, "SIGTERM");
}, 20);

syncQueue(url, queue, take, { concurrency, keyStore: keys && { keys }, tag: "test" });
