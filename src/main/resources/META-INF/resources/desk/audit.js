import { ask } from "./api.js";
import { button, el } from "./dom.js";
import { count, laidOut, name, when } from "./words.js";

const PAGE = 50;
const AUDIT = `query DeskAudit($org: String, $limit: Int, $after: ID) {
  deskAudit(orgName: $org, limit: $limit, after: $after) { id at by org operation what count }
}`;

/** Who did what at the desk, the newest first. */
export async function open(root, org) {
  const list = el("ol", { class: "list", "aria-label": "What was done" });
  const more = button("Show more", () => read());
  let last = null;

  async function read() {
    const { deskAudit } = await ask(AUDIT, { org, limit: PAGE, after: last });
    list.append(...deskAudit.map(entry));
    last = deskAudit.at(-1)?.id ?? last;
    more.hidden = deskAudit.length < PAGE;
    if (!last) root.append(el("p", {}, "Nothing was done here yet."));
  }

  await read();
  root.append(list, more);
}

/** All but a replay is done to one thing, which the entry names. */
function entry(one) {
  const what = one.operation === "replay" ? `: ${count(one.count, "notification")} of ` : ": ";
  return el("li", { class: "card" },
    el("h2", {}, `${name(one.operation)}${what}${one.org ?? "all orgs"}`),
    el("p", {}, el("time", { datetime: one.at }, when(one.at)), ` by ${one.by}`),
    el("pre", { tabindex: "0" }, laidOut(one.what)));
}
