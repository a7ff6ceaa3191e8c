import { button, el } from "./dom.js";

/** Asks before something is done; true where it shall be. Escape, and the first button, say no. */
export function confirmed(question, details, label) {
  return new Promise((answer) => {
    let yes = false;
    const dialog = el("dialog", { "aria-labelledby": "question", onclose: () => (dialog.remove(), answer(yes)) },
      el("h2", { id: "question" }, question), details,
      el("div", { class: "buttons" },
        button("Cancel", () => dialog.close(), { autofocus: true }),
        button(label, () => {
          yes = true;
          dialog.close();
        }, { class: "do" })));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Shows something over the page until it is closed. */
export function show(title, ...content) {
  const dialog = el("dialog", { class: "wide", "aria-labelledby": "shown", onclose: () => dialog.remove() },
    el("div", { class: "title" }, el("h2", { id: "shown" }, title), button("Close", () => dialog.close(), { autofocus: true })),
    ...content);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
