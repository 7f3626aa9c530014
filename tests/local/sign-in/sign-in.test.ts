import { describe, expect, test } from "vitest";
import { SqliteTableEngine } from "../../../adapters/table/sqlite.ts";
import type { RoleAt } from "../../../domain/model/person.ts";
import { day, minute, second } from "../../../domain/model/time.ts";
import { passwordMarkOf } from "../../../local/sign-in/account.ts";
import { AccountStore } from "../../../local/sign-in/account-store.ts";
import { Accounts } from "../../../local/sign-in/accounts.ts";
import { judgePassword } from "../../../local/sign-in/password-rules.ts";
import { newSecret } from "../../../local/sign-in/second-factor.ts";
import { SignIn } from "../../../local/sign-in/sign-in.ts";
import { PersonStore } from "../../../stores/person-store.ts";
import { codeAt } from "../oidc-browser.ts";

const password = "青山绿水旧人家-58";
const start = Date.parse("2026-11-22T02:00:00+08:00");

/** The rules on tables in memory, with a clock that tests move; `again()` is the same after a restart. */
async function desk(roles: readonly RoleAt[] = [], { isDemo = false, isDemoAccount = false } = {}) {
  const state = { now: start, ended: [] as string[] };
  const engine = SqliteTableEngine.open(":memory:", { now: () => state.now });
  const people = new PersonStore(engine);
  const make = () => {
    const accounts = new AccountStore(engine);
    const common = {
      now: () => state.now,
      endSessions: async (subject: string) => void state.ended.push(subject),
    };
    return {
      admin: new Accounts({ ...common, accounts, people, newId: () => "p-1" }),
      signIn: new SignIn({ ...common, accounts, findPerson: (id) => people.find(id), isDemo }),
      accounts,
    };
  };
  const made = make();
  await made.admin.add({ login: "li", name: "李秀梅", roles, password, ...(isDemoAccount && { isDemo: true }) });
  const account = await made.accounts.find("li");
  if (account === undefined) throw new Error("no account");
  return { ...made, people, state, mark: passwordMarkOf(account), again: make };
}

async function fail(signIn: SignIn, times: number, login = "li"): Promise<string[]> {
  const kinds: string[] = [];
  for (let at = 0; at < times; at++) kinds.push((await signIn.checkPassword(login, "wrong")).kind);
  return kinds;
}

describe("failed attempts", () => {
  test("the fifth in a row pauses signing in, with the right password too", async () => {
    const { signIn, state } = await desk();
    expect(await fail(signIn, 5)).toEqual(["refused", "refused", "refused", "refused", "paused"]);
    expect(await signIn.checkPassword("li", password)).toEqual({ kind: "paused", minutes: 1 });
    state.now += minute - 1;
    expect((await signIn.checkPassword("li", password)).kind).toBe("paused");
    state.now += 1;
    expect((await signIn.checkPassword("li", password)).kind).toBe("good");
  });

  test("pauses grow to an hour and no longer, and an attempt during one costs nothing", async () => {
    const { signIn, state } = await desk();
    await fail(signIn, 4);
    const pauses: number[] = [];
    for (let at = 0; at < 9; at++) {
      const answer = await signIn.checkPassword("li", "wrong");
      const minutes = answer.kind === "paused" ? answer.minutes : 0;
      pauses.push(minutes);
      await signIn.checkPassword("li", "wrong");
      state.now += minutes * minute;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  test("are remembered over a restart", async () => {
    const { signIn, again } = await desk();
    await fail(signIn, 5);
    expect((await again().signIn.checkPassword("li", password)).kind).toBe("paused");
  });

  test("say the same of a name that nobody has", async () => {
    const { signIn } = await desk();
    expect(await fail(signIn, 7, "nobody")).toEqual(await fail(signIn, 7, "li"));
  });

  test("under one name pause nobody else", async () => {
    const { signIn } = await desk();
    await fail(signIn, 8, "nobody");
    expect((await signIn.checkPassword("li", password)).kind).toBe("good");
  });

  test("are counted one by one when a hundred come at once", async () => {
    const { signIn } = await desk();
    const answers = await Promise.all(Array.from({ length: 30 }, () => signIn.checkPassword("li", "wrong")));
    expect(answers.filter(({ kind }) => kind === "refused")).toHaveLength(4);
  });

  test("are forgotten when somebody is in with all that is asked, and not by the password alone", async () => {
    const { signIn } = await desk();
    await fail(signIn, 4);
    await signIn.checkPassword("li", password);
    expect(await fail(signIn, 1)).toEqual(["paused"]);
  });

  test("are forgotten after a quiet day", async () => {
    const { signIn, state } = await desk();
    await fail(signIn, 4);
    state.now += day + 1;
    expect(await fail(signIn, 4)).toEqual(["refused", "refused", "refused", "refused"]);
  });

  test("pause nobody for as long as the clock was set back, and go on counting", async () => {
    const { signIn, state } = await desk();
    await fail(signIn, 5);
    state.now -= 30 * day;
    expect(await fail(signIn, 2)).toEqual(["paused", "paused"]);
    state.now += 2 * minute;
    expect(await signIn.checkPassword("li", password)).toMatchObject({ kind: "good" });
  });
});

test("a wrong password takes as long as a name that nobody has", async () => {
  const { signIn, accounts } = await desk();
  const took = async (login: string): Promise<number> => {
    const began = performance.now();
    await signIn.checkPassword(login, "wrong");
    const ended = performance.now();
    await accounts.saveFailures(login, { count: 0, lastAt: 0, pausedUntil: 0 });
    return ended - began;
  };
  // By turns: whatever else the machine has to do meets both.
  let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let at = 0; at < 20; at++) {
    known = Math.min(known, await took("li"));
    unknown = Math.min(unknown, await took("nobody"));
  }
  expect(Math.min(known, unknown)).toBeGreaterThan(5);
  expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(2);
});

test("a name is found however it is typed", async () => {
  const { signIn } = await desk();
  for (const typed of ["LI", " li ", "ｌｉ"]) expect((await signIn.checkPassword(typed, password)).kind).toBe("good");
});

describe("the second factor", () => {
  const nurse = [{ role: "nurse", facilityId: "home" }] as const;

  async function enrolled() {
    const made = await desk(nurse);
    const secret = newSecret();
    const answer = await made.signIn.enrol("li", secret, codeAt(secret, made.state.now), made.mark);
    expect(answer.kind).toBe("good");
    made.state.now += minute;
    return { ...made, secret };
  }

  test.each([
    ["nurse", "enrol"],
    ["doctor", "enrol"],
    ["referral-coordinator", "enrol"],
    ["carer", "none"],
    ["facility-manager", "none"],
    ["operator", "enrol"],
  ] as const)("of a %s: %s", async (role, expected) => {
    const { signIn, accounts } = await desk([role === "operator" ? { role } : { role, facilityId: "home" }]);
    const account = await accounts.find("li");
    expect(account && (await signIn.secondFactorOf(account))).toBe(expected);
  });

  test("is not asked of people of the demo, who open nothing but a demo", async () => {
    const demo = await desk(nurse, { isDemo: true, isDemoAccount: true });
    const account = await demo.accounts.find("li");
    expect(account && (await demo.signIn.secondFactorOf(account))).toBe("none");
    expect((await demo.signIn.checkPassword("li", password)).kind).toBe("good");
    const live = await desk(nurse, { isDemo: false, isDemoAccount: true });
    expect((await live.signIn.checkPassword("li", password)).kind).toBe("locked");
  });

  test.each([
    [-61, "wrong-code"],
    [-30, "good"],
    [0, "good"],
    [30, "good"],
    [61, "wrong-code"],
  ])("takes a code of a phone whose clock is off by %i s: %s", async (offset, expected) => {
    const { signIn, secret, state, mark } = await enrolled();
    expect((await signIn.checkCode("li", codeAt(secret, state.now + offset * second), mark)).kind).toBe(expected);
  });

  test("takes a code once, and none from before it", async () => {
    const { signIn, secret, state, mark } = await enrolled();
    const [before, code] = [codeAt(secret, state.now - 30 * second), codeAt(secret, state.now)];
    expect((await signIn.checkCode("li", code, mark)).kind).toBe("good");
    expect((await signIn.checkCode("li", code, mark)).kind).toBe("wrong-code");
    expect((await signIn.checkCode("li", before, mark)).kind).toBe("wrong-code");
  });

  test("takes codes after the clock was set back a day, each of them once", async () => {
    const { signIn, secret, state, mark } = await enrolled();
    state.now -= day;
    const code = codeAt(secret, state.now);
    expect((await signIn.checkCode("li", code, mark)).kind).toBe("good");
    expect((await signIn.checkCode("li", code, mark)).kind).toBe("wrong-code");
  });

  test("of two who show one code at once, one is in", async () => {
    const { signIn, secret, state, mark } = await enrolled();
    const code = codeAt(secret, state.now);
    const answers = await Promise.all([signIn.checkCode("li", code, mark), signIn.checkCode("li", code, mark)]);
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(["good", "wrong-code"]);
  });

  test("guessing it counts as guessing the password does, whoever knows the password", async () => {
    const { signIn, mark } = await enrolled();
    const kinds: string[] = [];
    for (let at = 0; at < 5; at++) {
      expect((await signIn.checkPassword("li", password)).kind).toBe("good");
      kinds.push((await signIn.checkCode("li", "000000", mark)).kind);
    }
    expect(kinds.at(-1)).toBe("paused");
    expect((await signIn.checkPassword("li", password)).kind).toBe("paused");
  });

  test("a recovery code takes its place once, however it is typed", async () => {
    const { signIn, mark } = await enrolled();
    const codes = (await signIn.renewRecoveryCodes("li")) ?? [];
    expect(new Set(codes).size).toBe(8);
    const typed = (codes[0] ?? "").toLowerCase().replaceAll("-", " ");
    expect((await signIn.checkCode("li", typed, mark)).kind).toBe("good");
    expect((await signIn.checkCode("li", codes[0] ?? "", mark)).kind).toBe("wrong-code");
    expect((await signIn.checkCode("li", codes[1] ?? "", mark)).kind).toBe("good");
  });

  test("new recovery codes take the place of all before", async () => {
    const { signIn, mark } = await enrolled();
    const [old] = (await signIn.renewRecoveryCodes("li")) ?? [];
    await signIn.renewRecoveryCodes("li");
    expect((await signIn.checkCode("li", old ?? "", mark)).kind).toBe("wrong-code");
  });

  test("is not replaced by who enrols again", async () => {
    const { signIn, state, mark } = await enrolled();
    const secret = newSecret();
    expect((await signIn.enrol("li", secret, codeAt(secret, state.now), mark)).kind).toBe("refused");
  });
});

describe("operators", () => {
  test("give a password for one use, which ends every session and opens only the page for one's own", async () => {
    const { admin, signIn, accounts, state } = await desk();
    const { firstPassword } = (await admin.reset("li", { secondFactor: false })) ?? { firstPassword: "" };
    expect(firstPassword).toMatch(/^[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}$/);
    expect(state.ended).toEqual(["p-1"]);
    expect((await signIn.checkPassword("li", password)).kind).toBe("refused");
    const checked = await signIn.checkPassword("li", firstPassword);
    expect(checked).toMatchObject({ kind: "good", account: { mustChange: true } });
    if (checked.kind !== "good") return;
    const same = await signIn.changePassword(checked.account, firstPassword, firstPassword);
    expect(same).toEqual({ kind: "password", fault: "same-as-before" });
    const next = "一只花猫爬上了屋顶";
    expect((await signIn.changePassword(checked.account, `${next}！`, `${next}？`)).kind).toBe("not-the-same");
    expect((await signIn.changePassword(checked.account, `${next}！`, `${next}！`)).kind).toBe("good");
    expect((await accounts.find("li"))?.mustChange).toBe(false);
    expect((await signIn.checkPassword("li", firstPassword)).kind).toBe("refused");
  });

  test("forget the phone only when they are asked to", async () => {
    const { admin, signIn, accounts, state, mark } = await desk([{ role: "nurse", facilityId: "home" }]);
    const secret = newSecret();
    await signIn.enrol("li", secret, codeAt(secret, state.now), mark);
    await admin.reset("li", { secondFactor: false });
    expect((await accounts.find("li"))?.authenticator?.secret).toBe(secret);
    await admin.reset("li", { secondFactor: true });
    expect((await accounts.find("li"))?.authenticator).toBeUndefined();
  });

  test("lock and unlock; a locked account is told so only to who knows its password", async () => {
    const { admin, signIn, state } = await desk();
    expect(await admin.lock("li")).toBe(true);
    expect(state.ended).toEqual(["p-1"]);
    expect((await signIn.checkPassword("li", password)).kind).toBe("locked");
    expect((await signIn.checkPassword("li", "wrong")).kind).toBe("refused");
    expect(await admin.unlock("li")).toBe(true);
    expect((await signIn.checkPassword("li", password)).kind).toBe("good");
    expect(await admin.lock("nobody")).toBe(false);
  });

  test("end a pause, and see it before", async () => {
    const { admin, signIn, state } = await desk();
    await fail(signIn, 5);
    expect(await admin.list()).toMatchObject([{ login: "li", state: "open", pausedUntil: state.now + minute }]);
    await admin.unlock("li");
    expect((await signIn.checkPassword("li", password)).kind).toBe("good");
  });

  test("disable a person, who is out from then on", async () => {
    const { signIn, people, state } = await desk();
    const person = await people.find("p-1");
    if (person === undefined) throw new Error("no person");
    await people.save({ ...person, disabledAt: state.now, version: 2 });
    expect((await signIn.checkPassword("li", password)).kind).toBe("locked");
  });

  test("give no name and no person a second account", async () => {
    const { admin } = await desk();
    expect((await admin.add({ login: "LI", name: "另一人" })).kind).toBe("login-taken");
    expect((await admin.add({ login: "li2", personId: "p-1" })).kind).toBe("person-has-account");
    expect((await admin.add({ login: "li3", personId: "p-9" })).kind).toBe("unknown-person");
  });
});

describe("a new password", () => {
  test.each([
    ["123456789", "too-short"],
    ["x".repeat(129), "too-long"],
    ["李秀梅的密码不好猜", "too-short"],
    ["李秀梅的密码谁也不好猜", "names-the-owner"],
    ["Ward-Li.Xm-2026", "names-the-owner"],
    ["1234567890", "too-common"],
    ["9876543210", "too-common"],
    ["aaaaaaaaaaaa", "too-common"],
    ["ababababab", "too-common"],
    ["password123", "too-common"],
    ["Password2026!", undefined],
    ["correct horse battery", undefined],
    ["一只花猫爬上了屋顶！", undefined],
    ["k3!vQz8@wLp", undefined],
  ])("%s: %s", (given, expected) => {
    expect(judgePassword(given, { login: "li.xm", name: "李秀梅" })).toBe(expected);
  });
});

test("what is kept of a password is its argon2id hash under a salt of its own", async () => {
  const { admin, accounts } = await desk();
  await admin.add({ login: "wang", personId: "p-2", name: "王", password });
  const hashes = (await accounts.list()).map(({ passwordHash }) => passwordHash);
  expect(new Set(hashes).size).toBe(2);
  for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});
