import { el, svg } from "./dom.js";
import { number } from "./words.js";

const WIDTH = 240;
const HEIGHT = 48;
const MOST = 120;

/** The last depths of a queue, as they were sampled while the page was open. */
export class Samples {
  #values = [];

  add(value, at = Date.now()) {
    this.#values.push({ at, value });
    if (this.#values.length > MOST) this.#values.shift();
  }

  /** A small chart that begins at zero, with what it shows in words. */
  chart() {
    const values = this.#values;
    const first = values[0];
    const last = values.at(-1);
    const most = Math.max(1, ...values.map((sample) => sample.value));
    const x = (sample) => (last.at === first.at ? WIDTH : ((sample.at - first.at) / (last.at - first.at)) * WIDTH);
    const y = (sample) => HEIGHT - 2 - (sample.value / most) * (HEIGHT - 6);
    const line = values.map((sample) => `${x(sample).toFixed(1)},${y(sample).toFixed(1)}`).join(" ");
    return el("figure", {},
      svg("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" },
        svg("polygon", { points: `${x(first).toFixed(1)},${HEIGHT} ${line} ${WIDTH},${HEIGHT}` }),
        svg("polyline", { points: values.length < 2 ? `0,${y(last).toFixed(1)} ${line}` : line })),
      el("figcaption", { class: "hint" }, this.#inWords()));
  }

  #inWords() {
    const depths = this.#values.map((sample) => sample.value);
    const seconds = Math.round((this.#values.at(-1).at - this.#values[0].at) / 1000);
    return depths.length < 2 ? "First look"
      : `${number(Math.min(...depths))} to ${number(Math.max(...depths))} in the last ${seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`}`;
  }
}
