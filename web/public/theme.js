// Runs before the first paint, so that a page opened at night does not flash white. web/data/settings.ts decides later.
try {
  const chosen = JSON.parse(localStorage.getItem("anhu.settings") ?? "{}").theme ?? "auto";
  const hour = (new Date().getUTCHours() + 8) % 24;
  const isNight = hour >= 20 || hour < 6;
  document.documentElement.dataset.theme = chosen === "auto" ? (isNight ? "night" : "light") : chosen;
} catch {
  document.documentElement.dataset.theme = "light";
}
