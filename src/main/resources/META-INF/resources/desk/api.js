import { header } from "./session.js";

const API = new URL("../api", document.baseURI);

/** What went wrong, in words that can be shown. */
export class Fault extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

/** The data of an operation, asked for as who is signed in. */
export async function ask(query, variables = {}, authorization = header()) {
  const response = await send(query, variables, authorization);
  const answer = await response.json().catch(() => null);
  const error = answer?.errors?.[0];
  if (response.status === 401) {
    if (authorization === header()) refused(error?.message);
    throw new Fault(error?.message ?? "Nobody can be signed in with this.", "unauthorized");
  }
  if (error) {
    throw new Fault(error.message, error.extensions?.code);
  }
  if (!response.ok || !answer?.data) {
    throw new Fault(`The service answers ${response.status}. Try again in a while.`, "unavailable");
  }
  return answer.data;
}

/** Tells the page that who was signed in is not any more. */
function refused(message = "You are signed out.") {
  document.dispatchEvent(new CustomEvent("refused", { detail: message }));
}

async function send(query, variables, authorization) {
  try {
    return await fetch(API, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(authorization && { Authorization: authorization }) },
      body: JSON.stringify({ query, variables }),
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
    });
  } catch {
    throw new Fault("The service cannot be reached. Check the connection, then try again.", "unreachable");
  }
}

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const WRONG_CREDENTIALS = 4403;

/**
 * Subscriptions of one query, one for each of the variables, on one socket that is opened again when it is lost, until the
 * function that this answers is called. {@code told} hears "open" and "lost"; {@code failed} which of them cannot be had.
 */
export function subscribe(query, variables, { next, told, failed }) {
  const wanted = new Map(variables.map((each, index) => [String(index), each]));
  let socket;
  let timer;
  let wait = FIRST_WAIT;
  let over = false;

  function begin() {
    for (const [id, each] of wanted) {
      socket.send(JSON.stringify({ id, type: "subscribe", payload: { query, variables: each } }));
    }
    wait = FIRST_WAIT;
    told("open");
  }

  function without(id, error) {
    if (error.extensions?.code === "too_slow") {
      socket.close();
    } else {
      failed(new Fault(error.message, error.extensions?.code), wanted.get(id));
      wanted.delete(id);
    }
  }

  function hear({ type, id, payload }) {
    switch (type) {
      case "connection_ack": return begin();
      case "ping": return socket.send(JSON.stringify({ type: "pong" }));
      case "next": return payload.data ? next(payload.data) : without(id, payload.errors[0]);
      case "error": return without(id, payload[0]);
      case "complete": return wanted.has(id) && socket.close();
    }
  }

  function open() {
    const address = new URL(API);
    address.protocol = address.protocol.replace("http", "ws");
    socket = new WebSocket(address, "graphql-transport-ws");
    socket.onopen = () => socket.send(JSON.stringify({ type: "connection_init", payload: { Authorization: header() } }));
    socket.onmessage = (event) => over || hear(JSON.parse(event.data));
    socket.onclose = (event) => over || lost(event);
  }

  function lost(event) {
    if (event.code === WRONG_CREDENTIALS) {
      close();
      refused(event.reason || undefined);
      return;
    }
    told("lost");
    timer = setTimeout(open, wait * (0.5 + Math.random() / 2));
    wait = Math.min(LONGEST_WAIT, wait * 2);
  }

  function close() {
    over = true;
    clearTimeout(timer);
    socket.close();
  }

  open();
  return close;
}
