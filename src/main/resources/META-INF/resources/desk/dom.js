import { tell } from "./tell.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element. Attributes that are functions listen ("onclick"); those that are null, undefined or false are left out.
 * Children that are text stay text: what somebody else wrote never becomes markup.
 */
export function el(name, attributes = {}, ...children) {
  return furnish(document.createElement(name), attributes, children);
}

/** The same, of a drawing. */
export function svg(name, attributes = {}, ...children) {
  return furnish(document.createElementNS(SVG, name), attributes, children);
}

/** Puts new children in the place of the old. */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter((child) => child != null && child !== false));
}

function furnish(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value != null && value !== false) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

/** A button that is busy while what it does is not done; what fails is told. */
export function button(label, work, attributes = {}) {
  const made = el("button", {
    type: "button",
    ...attributes,
    onclick: async () => {
      if (made.getAttribute("aria-disabled") === "true") return;
      made.setAttribute("aria-disabled", "true");
      try {
        await work(made);
      } catch (fault) {
        tell(fault.message, true);
      } finally {
        made.removeAttribute("aria-disabled");
      }
    },
  }, label);
  return made;
}

/** A label and the field that it names. */
export function field(label, input, hint) {
  const id = input.id || `f${++field.count}`;
  input.id = id;
  if (hint) input.setAttribute("aria-describedby", `${id}-hint`);
  return el("div", { class: "field" }, el("label", { for: id }, label), input,
    hint && el("span", { id: `${id}-hint`, class: "hint" }, hint));
}
field.count = 0;

/** A choice between values; each is [value, label]. */
export function choice(values, chosen) {
  return el("select", {}, values.map(([value, label]) => el("option", { value, selected: value === chosen }, label)));
}
