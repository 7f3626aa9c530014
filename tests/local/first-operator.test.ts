import { expect, test } from "vitest";
import { hasDemoAccounts, hasOperator } from "../../local/first-operator.ts";
import { startedBox } from "./box-under-test.ts";

test("the operator of a demo lets nobody in once the folder is for real people", async () => {
  const demo = await startedBox({ mode: "demo" });
  await demo.signIn?.makeDemoAccounts();
  await demo.stop();
  const { signIn } = await startedBox({ dataFolder: demo.dataFolder, mode: "live" });
  if (signIn === undefined) throw new Error("the box does not sign people in");
  expect([await hasOperator(signIn.accounts), await hasDemoAccounts(signIn.accounts)]).toEqual([false, true]);
  await signIn.accounts.add({
    login: "boss",
    name: "陈主任",
    roles: [{ role: "operator" }],
    password: "青山绿水旧人家-58",
  });
  expect(await hasOperator(signIn.accounts)).toBe(true);
});

test("neither a locked operator counts nor anybody else", async () => {
  const { signIn } = await startedBox();
  if (signIn === undefined) throw new Error("the box does not sign people in");
  await signIn.accounts.add({ login: "one", name: "甲", roles: [{ role: "operator" }] });
  await signIn.accounts.add({ login: "two", name: "乙", roles: [{ role: "carer", facilityId: "home" }] });
  expect([await hasOperator(signIn.accounts), await hasDemoAccounts(signIn.accounts)]).toEqual([true, false]);
  await signIn.accounts.lock("one");
  expect(await hasOperator(signIn.accounts)).toBe(false);
});
