import { type Finding, ok, wrong } from "./finding.ts";

/** The oldest Node that runs TypeScript as it is and has SQLite; the project brings 24. */
const leastMajor = 24;

/** Whether this Node can run the service. */
export function nodeCheck(version: string): Finding {
  const major = Number(version.replace(/^v/, "").split(".")[0]);
  if (major >= leastMajor) return ok("node", `Node ${version}`, `Node ${version}`);
  return wrong(
    "node",
    { zh: `Node ${version} 过旧`, en: `Node ${version} is too old` },
    { zh: "在本目录运行 npm ci，并用 npm run anhu -- … 启动", en: "run npm ci here and start it as npm run anhu -- …" },
  );
}
