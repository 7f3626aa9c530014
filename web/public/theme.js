// Runs before the first paint. Issuers send everybody back to `/`: whoever left from the families' app goes on to it.
try {
  const way = sessionStorage.getItem("anhu.way");
  if (way === "/family/" && location.pathname === "/") {
    sessionStorage.removeItem("anhu.way");
    location.replace(way + location.search);
  }
} catch {
  // Nothing is kept here: nobody left from here.
}
// A page opened at night shall not flash white. web/data/settings.ts decides later.
try {
  const chosen = JSON.parse(localStorage.getItem("anhu.settings") ?? "{}").theme ?? "auto";
  const hour = (new Date().getUTCHours() + 8) % 24;
  const isNight = hour >= 20 || hour < 6;
  document.documentElement.dataset.theme = chosen === "auto" ? (isNight ? "night" : "light") : chosen;
} catch {
  document.documentElement.dataset.theme = "light";
}
