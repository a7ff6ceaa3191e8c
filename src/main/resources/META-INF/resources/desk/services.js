import { ask } from "./api.js";
import { confirmed } from "./dialog.js";
import { button, el, fill } from "./dom.js";
import { count, number } from "./words.js";

const SERVICES = "query DeskServices($org: String!) { org(name: $org) { services { id name host path } } }";
const TEST = `mutation DeskTest($org: String!, $id: Int, $name: ServiceName) {
  test: testService(orgName: $org, id: $id, name: $name) { name accepted status answer error sentTo tookMs }
}`;

/** What an org's messages go out through, each with a test. */
export async function open(root, org) {
  const list = el("ul", { class: "cards", "aria-label": "Services" });
  const said = el("p", { class: "soft" }, "Asking…");
  root.append(said, list);
  const services = await known(org);
  said.textContent = services
    ? `${count(services.length, "service")} of its own. A test sends a sample, marked as one; a mail goes to your own address.`
    : "Only the org's own people see its services; their kinds can be tested all the same.";
  const rows = services?.map((service) => ({ title: service.name, place: [service.host, service.path].filter(Boolean).join(" "), which: { id: service.id } }))
    ?? [{ title: "WEBHOOK", which: { name: "WEBHOOK" } }, { title: "SQS", which: { name: "SQS" } }];
  fill(list, [...rows, { title: "Mails", place: "What the org's mails go through now", which: { name: "SYSTEM" } }]
    .map((row) => card(org, row)));
}

async function known(org) {
  try {
    return (await ask(SERVICES, { org })).org.services;
  } catch (fault) {
    if (fault.code === "unauthorized" || fault.code === "permission_denied") return null;
    throw fault;
  }
}

function card(org, { title, place, which }) {
  const result = el("div", { role: "status" });

  async function test() {
    if (!await confirmed(`Test ${title} of ${org}?`, el("p", {}, `A sample is sent${place ? ` to ${place}` : ""}.`), "Send the sample")) return;
    fill(result, el("p", {}, "Sending…"));
    try {
      fill(result, outcome((await ask(TEST, { org, ...which })).test));
    } catch (fault) {
      fill(result, el("p", { class: "bad-text" }, fault.message));
    }
  }

  return el("li", { class: "card" }, el("h2", {}, title), place && el("p", { class: "soft" }, place), result,
    el("div", { class: "buttons" }, button("Test", test, { "aria-label": `Test ${title}` })));
}

function outcome(test) {
  return [
    el("p", {}, el("span", { class: `tag ${test.accepted ? "good" : "bad"}` }, test.accepted ? "Accepted" : "Not accepted"),
      ` ${[test.sentTo && `by ${test.sentTo}`, test.status && `status ${test.status}`, `in ${number(test.tookMs)} ms`].filter(Boolean).join(", ")}`),
    test.error && el("p", { class: "bad-text" }, test.error),
    test.answer && [el("p", {}, "It answered:"), el("pre", { tabindex: "0" }, test.answer)],
  ];
}
