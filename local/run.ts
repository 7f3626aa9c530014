import { resolve } from "node:path";
import { isoTimeOf } from "../contracts/iso-time.ts";
import { type Box, newBox } from "./box.ts";
import { pointerFile, removeOwnBoxFile, writeBoxFile } from "./box-pointer.ts";
import { askForFirstOperator, firstOperatorCommand, hasDemoAccounts, hasOperator } from "./first-operator.ts";
import { readStartOptions, type StartOptions, usage } from "./start-options.ts";
import { StartRefusedError } from "./start-refused.ts";
import { UsageError } from "./usage-error.ts";
import { noOperatorsRoute } from "./watchdog/operators-routes.ts";

const pointer = pointerFile();
/** The simulated devices sign off before the box ends their connections. */
const goodbyeMs = 1_500;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function optionsOrExit(): StartOptions {
  try {
    const options = readStartOptions(process.argv.slice(2));
    if (options !== undefined) return options;
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}

async function startOrExit(options: StartOptions): Promise<Box> {
  try {
    const box = await newBox(options);
    await box.start();
    return box;
  } catch (error) {
    if (!(error instanceof StartRefusedError)) throw error;
    say(`Anhu cannot start: ${error.message}`);
    process.exit(1);
  }
}

/** The simulator is a client like any other; only a demo loads it. */
async function runDemo(box: Box, signal: AbortSignal): Promise<void> {
  try {
    const { startDemo } = await import("../devices-sim/demo.ts");
    const { http: boxUrl, mqtts: mqttsUrl } = box.addresses;
    const { commandToken: token, dataFolder } = box;
    await startDemo({ boxUrl, mqttsUrl, token, keyFolder: resolve(dataFolder, "demo-devices"), signal, log: say });
  } catch (error) {
    if (!signal.aborted) say(`The demo stopped: ${error instanceof Error ? error.stack : error}`);
  }
}

/** Somebody is on duty in the demo, whom its alerts call is said here, and its referrals did not begin today. */
async function staffDemo(box: Box, signal: AbortSignal): Promise<void> {
  const [{ startDemoGateway }, { makeDemoRoster }, { makeDemoReferrals }] = await Promise.all([
    import("./demo-gateway.ts"),
    import("./demo-roster.ts"),
    import("./demo-referrals.ts"),
  ]);
  const gateway = await startDemoGateway(say);
  signal.addEventListener("abort", gateway.stop, { once: true });
  await makeDemoRoster(box.roster, gateway.url, box.clock.now());
  await makeDemoReferrals(box.referrals, box.clock.now());
}

/** A demo says its accounts; a box for real people makes none by itself, and asks for the first operator. */
async function sayHowToSignIn(): Promise<void> {
  const { signIn } = box;
  if (signIn === undefined) return say(`People sign in at ${options.issuer?.url}.`);
  if (box.mode === "demo") {
    const accounts = await signIn.makeDemoAccounts();
    say(`Sign in to the demo at ${https ?? http}: choose somebody on the page, or use account and password`);
    for (const { login, password, name, post } of accounts)
      say(`  ${login.padEnd(10)}  ${password.padEnd(26)}  ${name} ${post.zh}`);
    await staffDemo(box, ending.signal);
    say("People of the demo are not asked for a second factor; real nurses, doctors, coordinators and operators are.");
    return;
  }
  if (await hasDemoAccounts(signIn.accounts))
    say(
      "This folder was a demo: the accounts of the demo open nothing any more, real people need accounts of their own.",
    );
  if (!(await hasOperator(signIn.accounts))) {
    if (process.stdin.isTTY && process.stderr.isTTY) void askForFirstOperator(signIn.accounts, () => void stop());
    else say(`Nobody can sign in yet. Make the first operator: ${firstOperatorCommand(box.dataFolder)}`);
  }
}

/** A fault somewhere must not silence everybody else's alarms: it is written down, and the box goes on. */
function surviveFaults(): void {
  process.on("uncaughtException", (error) => say(`Unforeseen fault: ${error.stack ?? error}`));
  process.on("unhandledRejection", (reason) =>
    say(`Unforeseen fault: ${reason instanceof Error ? (reason.stack ?? reason) : String(reason)}`),
  );
  // Whoever read our output has gone; that is no reason to stop watching.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
}

// What the box writes is about people: nobody else on this machine reads it, wherever the folder lies.
process.umask(0o077);
const options = optionsOrExit();
const box = await startOrExit(options);
surviveFaults();
const { http, https, mqtts, mqtt } = box.addresses;
try {
  writeBoxFile(pointer, { ...box.addresses, pid: process.pid, dataFolder: box.dataFolder });
} catch {
  say(`${pointer} cannot be written: the operator's command finds this box by --box ${http} only.`);
}
process.stdout.write(`ready ${http} ${mqtts} ${mqtt}\n`);
say(
  https === undefined
    ? "Pages, API and plain MQTT are served on this machine only (loopback); --http-host serves pages and API beyond it, under TLS."
    : `Pages and API are open at ${https}; without TLS, and plain MQTT, on this machine only (loopback).`,
);
if (options.speed !== 1) {
  say(`SIMULATION: the clock runs ${options.speed} times faster than real time. Never use this for real residents.`);
}

if (options.speed === 1 && box.clock.now() > Date.now() + 60_000) {
  say(`The clock of this demo is ahead, since it was run with --speed; it goes on from ${isoTimeOf(box.clock.now())}.`);
}
if (box.mode === "live" && options.operators === undefined) say(noOperatorsRoute);

const ending = new AbortController();
const demo = box.mode === "demo" ? runDemo(box, ending.signal) : Promise.resolve();

async function stop(): Promise<void> {
  if (ending.signal.aborted) return;
  ending.abort();
  // A stop that hangs would be taken for a crash; what is stored is stored.
  setTimeout(() => process.exit(1), 5_000).unref();
  await Promise.race([demo, new Promise((resolve) => setTimeout(resolve, goodbyeMs))]);
  await box.stop();
  removeOwnBoxFile(pointer);
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop());

/** npm tells its shell to end, and that shell does not tell us: whoever ends `npm start` means the box. */
if (process.env.npm_lifecycle_event !== undefined) {
  const launcher = process.ppid;
  setInterval(() => {
    if (process.ppid !== launcher) void stop();
  }, 250).unref();
}

sayHowToSignIn().catch((error: unknown) => say(`The accounts cannot be read: ${error}`));
