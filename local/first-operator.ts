import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { loginPattern } from "./sign-in/account.ts";
import type { Accounts } from "./sign-in/accounts.ts";
import { judgePassword } from "./sign-in/password-rules.ts";

/** Whether somebody can sign in who may let others in. In a folder of real people; the demo's accounts open nothing there. */
export async function hasOperator(accounts: Accounts): Promise<boolean> {
  return (await accounts.list()).some(
    ({ state, isDemo, roles }) =>
      state === "open" &&
      !isDemo &&
      roles.some(({ role, facilityId }) => role === "operator" && facilityId === undefined),
  );
}

/** Whether the folder was a demo before: its accounts are there and open nothing. */
export async function hasDemoAccounts(accounts: Accounts): Promise<boolean> {
  return (await accounts.list()).some(({ isDemo }) => isDemo);
}

/** How an operator makes the first account where nobody sits at the terminal. */
export function firstOperatorCommand(dataFolder: string): string {
  return `npm run anhu -- account add --operator --login NAME --name "…" --data ${dataFolder}`;
}

const faults = {
  "too-short": "at least 10 characters, please / 至少 10 个字",
  "too-long": "at most 128 characters, please / 最多 128 个字",
  "names-the-owner": "not your name or account, please / 不要包含姓名或账号",
  "too-common": "too common; a sentence will do / 太常见，可以用一句话",
} as const;

/**
 * Asks at the terminal for the first operator, while the box already watches over everybody. An empty answer to the
 * first question puts it off. `ended` is called when Ctrl+C is pressed meanwhile.
 */
export async function askForFirstOperator(accounts: Accounts, ended: () => void): Promise<void> {
  let isSecret = false;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isSecret) process.stderr.write(chunk);
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  terminal.on("SIGINT", () => {
    terminal.close();
    ended();
  });
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  async function askSecretly(question: string): Promise<string> {
    process.stderr.write(question);
    isSecret = true;
    try {
      return await terminal.question("");
    } finally {
      isSecret = false;
      process.stderr.write("\n");
    }
  }
  async function askPassword(login: string, name: string): Promise<string> {
    for (;;) {
      const password = await askSecretly("Password 密码: ");
      const fault = judgePassword(password, { login, name });
      if (fault !== undefined) say(faults[fault]);
      else if ((await askSecretly("Once more 再输入一次: ")) === password) return password;
      else say("these differ / 两次不一样");
    }
  }
  try {
    say("Nobody can sign in yet. Who is the first operator? (empty: later) / 还没有人能登录，请建立第一位系统管理员");
    for (;;) {
      const login = (await terminal.question("Account 账号: ")).trim().normalize("NFKC").toLowerCase();
      if (login === "") return say("Nobody can sign in until an operator is made. / 建立管理员之前无人能登录。");
      if (!loginPattern.test(login)) {
        say("letters and digits, and . _ - @ between them / 字母和数字，中间可有 . _ - @");
        continue;
      }
      const name = (await terminal.question("Name 姓名: ")).trim() || login;
      const password = await askPassword(login, name);
      const outcome = await accounts.add({ login, name, roles: [{ role: "operator" }], password });
      if (outcome.kind === "added") return say(`${name} may sign in as ${login}. / ${name} 可以用 ${login} 登录。`);
      say(`not made: ${outcome.kind}`);
    }
  } catch {
    // The terminal was closed; the command is told at the next start again.
  } finally {
    terminal.close();
  }
}
