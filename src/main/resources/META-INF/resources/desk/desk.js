import * as audit from "./audit.js";
import { button, el, fill } from "./dom.js";
import * as notifications from "./notifications.js";
import * as overview from "./overview.js";
import * as queues from "./queues.js";
import * as services from "./services.js";
import { forget, header } from "./session.js";
import { signIn, who } from "./signin.js";
import { tell } from "./tell.js";

const VIEWS = { notifications, queues, services, audit };
const TITLES = { notifications: "Notifications", queues: "Queues", services: "Services", audit: "Audit" };
/** Instead of an org's name, which has letters and digits: all of them. */
const ALL = "*";
const OF_ALL = ["notifications", "audit"];

const main = document.getElementById("main");
const nav = document.getElementById("nav");
let user = null;
let leave = () => {};
let visits = 0;

/** "#/lead/queues": the org "lead", its queues; "#/lead/notifications/outbox-7": one of them. Nothing: the overview. */
function place() {
  const [org, view, id] = location.hash.replace(/^#\/?/, "").split("/").map(plain);
  const views = viewsOf(org);
  return org ? { org, view: views.includes(view) ? view : views[0], id } : {};
}

const viewsOf = (org) => (org === ALL ? OF_ALL : Object.keys(VIEWS));

function plain(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function navigation({ org, view }) {
  const link = (href, label, here) => el("li", {}, el("a", { href, "aria-current": here && "page" }, label));
  nav.hidden = !user;
  fill(nav, user && el("ul", {}, link("#/", "Overview", !org),
    org && viewsOf(org).map((one) => link(`#/${encodeURIComponent(org)}/${one}`, TITLES[one], one === view))));
}

async function show(moved = true) {
  const here = place();
  const of = here.org === ALL ? "all orgs" : here.org;
  const title = !user ? "Sign in" : here.org ? `${TITLES[here.view]} of ${of}` : "Overview";
  const heading = el("h1", { tabindex: "-1" }, title);
  const root = el("div");
  const visit = ++visits;
  leave();
  leave = () => {};
  tell("");
  document.title = `${title} · Proca Notify desk`;
  navigation(here);
  fill(main, heading, root);
  if (!user) {
    signIn(root, welcome);
    return;
  }
  if (moved) heading.focus();
  try {
    const left = await (here.org ? VIEWS[here.view].open(root, here.org === ALL ? null : here.org, user, here.id) : overview.open(root, user));
    if (visit === visits) {
      leave = left ?? leave;
    } else {
      left?.();
    }
  } catch (fault) {
    if (visit === visits) root.append(el("p", { class: "bad-text", role: "alert" }, fault.message));
  }
}

function welcome(signedIn) {
  user = signedIn;
  fill(document.getElementById("who"), el("span", {}, user.email), button("Sign out", () => bye("You are signed out.")));
  show();
}

function bye(message, bad = false) {
  forget();
  user = null;
  for (const dialog of document.querySelectorAll("dialog")) dialog.close();
  fill(document.getElementById("who"));
  show();
  tell(message, bad);
}

async function begin() {
  if (header()) {
    try {
      welcome(await who());
      return;
    } catch (fault) {
      if (fault.code === "unauthorized") bye(fault.message, true);
      else fill(main, el("h1", {}, "Desk"), el("p", { role: "alert" }, fault.message), button("Try again", begin));
      return;
    }
  }
  show(false);
}

window.addEventListener("hashchange", () => show());
document.addEventListener("refused", (event) => user && bye(event.detail, true));
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});

begin();
