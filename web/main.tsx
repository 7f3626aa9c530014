import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./look/tokens.css";
import "./look/base.css";
import { App } from "./app.tsx";
import { noteUnreachable, startBoard } from "./data/board-store.ts";
import { startClock } from "./data/clock.ts";
import { loadPageConfig } from "./data/page-config.ts";
import { settingsStore } from "./data/settings.ts";
import { confirmPush, startWorker } from "./push/worker-messages.ts";
import { startSession } from "./sign-in/session.ts";

settingsStore.load();
startClock();
startWorker();
void open();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with id root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

/** The page is drawn meanwhile: it waits for neither. */
async function open(): Promise<void> {
  const config = await loadPageConfig(noteUnreachable);
  if (!(await startSession(config))) return;
  startBoard();
  void confirmPush();
}
