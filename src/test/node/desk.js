// An operator at the desk, in a real browser: what does not come about fails, what the browser complains of is answered.
const { accessSync, constants, readFileSync } = require("node:fs");
const { connect, createServer } = require("node:net");
const { delimiter, join } = require("node:path");
const { chromium } = require("playwright-core");

const { address, width, dark, email, chief, password, org, orgTitle, campaign, troubled, kind, reason, hostile, queue } = JSON.parse(readFileSync(0, "utf8"));
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const LIMIT_MS = 30000;

function onPath(...names) {
  const places = process.env.PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const found = places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error("a browser is needed on the PATH: apt-get install chromium (docs/testing.md)");
  return found;
}

/** What lies between a browser and the service, and may break. */
async function network(to) {
  const open = new Set();
  const server = createServer((socket) => {
    const onward = connect(to.port, to.hostname);
    for (const [from, into] of [[socket, onward], [onward, socket]]) {
      open.add(from);
      from.on("error", () => into.destroy());
      from.on("close", () => open.delete(from));
      from.pipe(into);
    }
  });
  const listen = (port) => new Promise((listening) => server.listen(port, "127.0.0.1", listening));
  await listen(0);
  const { port } = server.address();
  return {
    address: `http://127.0.0.1:${port}${to.pathname}`,
    mended: () => listen(port),
    broken: () => new Promise((closed) => {
      server.close(closed);
      open.forEach((socket) => socket.destroy());
    }),
  };
}

/** Past the browser, as another program does. */
async function asked(who, query) {
  const response = await fetch(new URL("/api", address), { method: "POST", body: JSON.stringify({ query }),
    headers: { "Content-Type": "application/json", Authorization: `Basic ${Buffer.from(`${who}:${password}`).toString("base64")}` } });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function operate(page, net) {
  const complaints = [];
  const inaccessible = [];
  /** What the browser itself says of what is done to it. */
  let expected = null;

  page.setDefaultTimeout(LIMIT_MS);
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !expected?.test(message.text())) complaints.push(message.text());
  });
  await page.addInitScript(() => document.addEventListener("securitypolicyviolation",
    (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`)));

  const button = (name) => page.getByRole("button", { name, exact: true });
  const there = (text) => page.getByText(text).first().waitFor();
  const view = (name) => page.getByRole("navigation").getByRole("link", { name }).click();

  /** Nothing is cut off at this width, and nobody is kept out. */
  async function look(name) {
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (beyond > 0) inaccessible.push(`${name} is ${beyond} px too wide`);
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    for (const { id, nodes } of violations) inaccessible.push(`${name}: ${id} at ${nodes.map((node) => node.target).join(", ")}`);
  }

  async function signIn(secret) {
    await page.getByLabel("E-mail", { exact: true }).fill(email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(secret);
    await page.keyboard.press("Enter");
  }

  async function changeCampaign(title) {
    await asked(email, `mutation { updateCampaign(name: "${campaign}", input: { title: "${title}" }) { id } }`);
  }

  async function seeDelivered() {
    await view("Notifications");
    await page.getByLabel("State", { exact: true }).selectOption("DELIVERED");
  }

  await page.goto(net.address);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expected = /401/;
  await signIn("not this one");
  await there("This e-mail and password do not belong together.");
  expected = null;
  await look("sign in");
  await page.getByLabel("Password", { exact: true }).fill("");
  await signIn(password);

  await page.locator(`[data-org="${org}"]`).getByText("1 notification given up").waitFor();
  await page.locator("#live").getByText("Live", { exact: true }).waitFor();
  await look("overview");

  await page.getByRole("link", { name: orgTitle }).click();
  const notification = page.locator("[data-id]").filter({ hasText: kind });
  await notification.getByText(reason).waitFor();
  await notification.getByText("Parked").waitFor();
  await look("notifications");
  await notification.getByRole("button", { name: /^Details/ }).click();
  await page.getByRole("dialog").getByText(hostile).waitFor();
  await look("details");
  await page.keyboard.press("Escape");

  await notification.getByRole("button", { name: /^Replay/ }).click();
  await page.getByRole("dialog").getByText("Replay 1 notification of").waitFor();
  await look("question");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await notification.getByText("Parked").waitFor();
  await button("Replay all that match").click();
  await page.getByRole("dialog").getByText("Replay 1 notification of").waitFor();
  await button("Replay 1").click();
  await there("1 notification is being told once more.");
  await page.getByRole("region", { name: "Live" }).getByText("1 delivered").first().waitFor();
  await notification.getByText("Delivered", { exact: true }).first().waitFor();

  await view("Queues");
  const worked = page.locator(`[data-queue="${queue}"]`);
  await worked.locator("svg.chart").waitFor();
  await look("queues");
  await worked.getByRole("button", { name: "Pause webhook" }).click();
  await button("Pause").click();
  await worked.getByText(`paused by ${email}`).waitFor();
  await look("paused");
  await seeDelivered();
  await notification.getByRole("button", { name: /^Replay/ }).click();
  await button("Replay 1").click();
  await there("1 notification is being told once more.");
  await view("Queues");
  await worked.locator(".big").filter({ hasText: "1 message" }).waitFor();
  await worked.getByRole("button", { name: /^Step/ }).click();
  await page.getByRole("dialog").getByText("It takes exactly one message").waitFor();
  await button("Step").click();
  await there(/^Done in [\d,]+ ms\. Message /);
  await worked.locator(".big").filter({ hasText: "0 messages" }).waitFor();
  await worked.getByText(`paused by ${email}`).waitFor();
  await worked.getByRole("button", { name: "Resume webhook" }).click();
  await button("Resume").click();
  await worked.getByText("webhook, running").waitFor();
  await worked.getByRole("button", { name: "Peek" }).click();
  await page.getByRole("dialog").getByText("Nothing waits here.").waitFor();
  await look("peek");
  await button("Close").click();

  await seeDelivered();
  await notification.waitFor();
  await page.locator("#live").getByText("Live", { exact: true }).waitFor();
  expected = /WebSocket|ERR_/;
  await net.broken();
  await page.locator("#live").getByText("Not live: connecting again…").waitFor();
  await look("not live");
  await changeCampaign("Told while nobody could listen");
  await net.mended();
  await page.locator("#live").getByText("Live", { exact: true }).waitFor();
  expected = null;
  await notification.nth(1).waitFor();
  await changeCampaign("Told live again");
  await notification.nth(2).waitFor();

  await view("Services");
  await button("Test WEBHOOK").click();
  await button("Send the sample").click();
  await there("Accepted");
  await look("services");

  await view("Audit");
  await there("Replay: 1 notification of");
  await look("audit");

  const kept = await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length);
  if (kept > 0) complaints.push("something was kept in the browser");
  if (decodeURIComponent(page.url()).includes(password)) complaints.push("the password is in the address");
  await page.reload();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.getByLabel("Keep me signed in").check();
  await page.getByLabel("E-mail", { exact: true }).focus();
  await signIn(password);
  await page.getByRole("heading", { name: "Audit of" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Audit of" }).waitFor();
  await button("Sign out").click();
  await there("You are signed out.");
  if (await page.evaluate(() => sessionStorage.length)) complaints.push("signing out left something behind");

  const { resetApiToken: token } = await asked(chief, "mutation { resetApiToken }");
  await page.getByRole("radio", { name: "an API token" }).check();
  await look("token");
  const secret = page.getByLabel(/^API token/);
  expected = /401/;
  await secret.fill(token.split("").reverse().join(""));
  await page.keyboard.press("Enter");
  await there("This API token is not valid");
  expected = null;
  await secret.fill(token);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Audit of" }).waitFor();

  await view("Overview");
  await page.locator(`[data-org="${troubled}"]`).getByText("1 notification given up").waitFor();
  await look("overview of all orgs");
  await page.getByLabel("Another org, by its name").fill(org);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: `Notifications of ${org}` }).waitFor();
  await view("Overview");
  await page.getByRole("link", { name: "Notifications of all orgs" }).click();
  await page.getByRole("heading", { name: "Notifications of all orgs" }).waitFor();
  const theirs = page.locator("[data-id]").filter({ hasText: troubled });
  await theirs.getByText(reason).waitFor();
  await look("notifications of all orgs");
  await changeCampaign("Told to who runs the instance");
  await page.getByRole("region", { name: "Live" }).getByText(`${org}: `).first().waitFor();
  await theirs.getByRole("link", { name: troubled }).click();
  await page.getByRole("heading", { name: `Notifications of ${troubled}` }).waitFor();
  await view("Overview");
  await page.getByRole("main").getByRole("link", { name: "Audit" }).click();
  await page.getByRole("heading", { name: "Audit of all orgs" }).waitFor();
  await there(`Replay: 1 notification of ${org}`);
  await look("audit of all orgs");
  return { complaints, inaccessible };
}

async function main() {
  const root = process.getuid?.() === 0;
  const net = await network(new URL(address));
  const browser = await chromium.launch({ executablePath: onPath("chromium", "chromium-browser", "google-chrome"),
    args: root ? ["--no-sandbox"] : [] });
  try {
    const context = await browser.newContext({ viewport: { width, height: 740 }, colorScheme: dark ? "dark" : "light" });
    const page = await context.newPage();
    try {
      console.log(JSON.stringify(await operate(page, net)));
    } catch (failure) {
      throw new Error(`the page says:\n${await page.locator("body").innerText()}`, { cause: failure });
    }
  } finally {
    await browser.close();
    await net.broken();
  }
}

main().catch((failure) => {
  console.error(failure);
  process.exit(1);
});
