import { describe, expect, test } from "vitest";
import type { PushMessage } from "../../contracts/push-message.ts";
import { browserLabel } from "../../web/push/this-browser.ts";
import { ownPath, shownPush } from "../../web/worker/shown-push.ts";

const message: PushMessage = {
  id: "a1.1.0.li.web-push",
  title: "▲ 高优先级告警 · 3号楼205-1床",
  body: "请打开查看",
  path: "/alerts/a1",
  tag: "a1",
  priority: "high",
  language: "zh",
  at: 1_795_000_000_000,
};
const shown = (change: Partial<PushMessage>) => shownPush(JSON.stringify({ ...message, ...change }));

describe("a push", () => {
  test("of high priority stays on the screen, sounds again and is felt", () => {
    const { title, options } = shown({});
    expect(title).toBe(message.title);
    expect(options).toMatchObject({
      requireInteraction: true,
      renotify: true,
      tag: "a1",
      data: { path: "/alerts/a1" },
    });
    expect(options.vibrate?.length).toBeGreaterThan(4);
  });

  test.each(["medium", "low"] as const)("of %s priority goes away by itself", (priority) => {
    expect(shown({ priority }).options).toMatchObject({ requireInteraction: false, renotify: false });
  });

  test.each([
    ["nothing at all", undefined],
    ["no JSON", "<html>"],
    ["something else", "{}"],
    ["half of it", JSON.stringify({ ...message, title: undefined })],
  ])("that carries %s is shown all the same, and leads to the alerts", (_claim, text) => {
    const { title, options } = shownPush(text);
    expect(title).toContain("呼叫");
    expect(options).toMatchObject({ requireInteraction: true, data: { path: "/inbox" } });
  });

  test.each([["https://evil.example/"], ["//evil.example"], ["/\\evil.example"], [""], [undefined], [7]])(
    "never leads out of the app: %s",
    (path) => {
      expect(ownPath(path)).toBe("/inbox");
    },
  );
});

test.each([
  [
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36",
    "Android · Chrome",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1",
    "iPhone · Safari",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0",
    "Windows · Edge",
  ],
  ["something", ""],
])("a device is called what its owner calls it", (agent, label) => {
  expect(browserLabel(agent)).toBe(label);
});
