/** Says it to those who see the page, and to those who hear it. */
export function tell(message, bad = false) {
  const place = document.getElementById(bad ? "alert" : "notice");
  document.getElementById(bad ? "notice" : "alert").textContent = "";
  place.textContent = "";
  // said again where it is the same as before
  requestAnimationFrame(() => (place.textContent = message));
}
