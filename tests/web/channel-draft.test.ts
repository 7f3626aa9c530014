import { describe, expect, test } from "vitest";
import { channelSettings } from "../../contracts/http/channels.ts";
import { emptyDraft, pointersFor, settingsOf } from "../../web/channels/channel-draft.ts";

const filled = {
  ...emptyDraft,
  host: "smtp.example.cn",
  from: "anhu@example.cn",
  url: "https://gateway.example.cn/send",
  contact: "mailto:it@example.cn",
};
const kinds = ["web-push", "sms", "voice", "email", "wecom", "dingtalk", "webhook"] as const;

describe("a channel in its form", () => {
  test.each(kinds)("%s sends what the service takes, and no secret that was left empty", (kind) => {
    const settings = settingsOf({ ...filled, kind });
    expect(channelSettings.safeParse(settings).error?.issues).toBeUndefined();
    expect(JSON.stringify(settings)).not.toMatch(/secret|password/);
  });

  test.each(kinds)("faults of %s come back to the fields that sent it", (kind) => {
    const bad = { ...filled, kind, url: "http://example.cn", host: "", from: "x", contact: "", port: "0" };
    const known = new Set(Object.values(pointersFor(kind)));
    const issues = channelSettings.safeParse(settingsOf(bad)).error?.issues ?? [];
    expect(issues.length).toBeGreaterThan(0);
    for (const { path } of issues) expect(known).toContain(["/settings", ...path.map(String)].join("/"));
  });
});
