import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../look/tokens.css";
import "../look/base.css";
import "./family.css";
import { startClock } from "../data/clock.ts";
import { loadPageConfig } from "../data/page-config.ts";
import { settingsStore } from "../data/settings.ts";
import { sessionStore, startSession } from "../sign-in/session.ts";
import { FamilyApp } from "./app.tsx";
import { readFamily, takeUpKept } from "./family-store.ts";
import { takeUpCode } from "./join/kept-code.ts";
import { watchFamily } from "./watching.ts";
import { keptPerson, watchWhoIsHere } from "./who-is-here.ts";

takeUpCode();
settingsStore.load();
startClock();
takeUpKept(keptPerson());
watchWhoIsHere();
void open();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with id root");
createRoot(root).render(
  <StrictMode>
    <FamilyApp />
  </StrictMode>,
);

/** What was kept is drawn meanwhile; all that is not needed for the light comes after it. */
async function open(): Promise<void> {
  const config = await loadPageConfig(() => undefined);
  takeUpKept(keptPerson(config));
  // Whoever was invited reads for what before they sign in.
  const isInvited = location.hash.startsWith("#/join");
  const isOpen = await startSession(config, "phone", !isInvited);
  takeUpKept(keptPerson(config));
  if (!isOpen) {
    if (sessionStore.read().kind === "failed") window.addEventListener("online", () => location.reload());
    return;
  }
  await readFamily();
  watchFamily();
  const { startFamilyWorker } = await import("./family-worker.ts");
  await startFamilyWorker();
}
