const NUMBER = new Intl.NumberFormat("en");
const SMALL = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const WHEN = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

export const number = (value) => NUMBER.format(value);

export const rate = (value) => `${SMALL.format(value)}/s`;

/** "1 notification", "2 notifications". */
export const count = (value, one, many = `${one}s`) => `${number(value)} ${value === 1 ? one : many}`;

/** "PARKED" or "parked" as a heading has it. */
export const name = (value) => {
  const lower = String(value).toLowerCase().replaceAll("_", " ");
  return lower.charAt(0).toUpperCase() + lower.slice(1);
};

/** As the reader's clock says it. */
export const when = (iso) => (iso ? WHEN.format(new Date(iso)) : "");

/** How long ago, or until: "in 3 min", "2 h ago". */
export function ago(iso, now = Date.now()) {
  const seconds = Math.round((now - Date.parse(iso)) / 1000);
  const size = Math.abs(seconds);
  const text = size < 60 ? `${size} s`
    : size < 3600 ? `${Math.round(size / 60)} min`
      : size < 172800 ? `${Math.round(size / 3600)} h`
        : `${Math.round(size / 86400)} days`;
  return seconds >= 0 ? `${text} ago` : `in ${text}`;
}

/** JSON laid out to be read; what is none stays as it is. */
export function laidOut(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
