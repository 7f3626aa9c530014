import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./look/tokens.css";
import "./look/base.css";
import { App } from "./app.tsx";
import { startBoard } from "./data/board-store.ts";
import { startClock } from "./data/clock.ts";
import { settingsStore } from "./data/settings.ts";

settingsStore.load();
startClock();
startBoard();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with id root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
