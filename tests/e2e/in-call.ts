import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Enters the waiting room, until the others can be heard there. */
export async function enter(page: Page): Promise<void> {
  await page.getByRole("button", { name: "进入候诊室" }).click();
  await page.locator('[data-signal="true"]').waitFor();
}

/** Records that the resident agrees, in the form as it stands. */
export async function consent(page: Page): Promise<void> {
  await page.getByRole("button", { name: "记录同意" }).click();
  await page.locator('[data-consent="true"]').waitFor();
}

/** Records what lets a re-visit begin. */
export async function assess(page: Page): Promise<void> {
  await page.getByLabel("既往明确诊断及依据").fill("高血压，2026-03 县医院出院小结");
  await page.getByRole("button", { name: "保存核对" }).click();
  await page.locator('[data-eligible="true"]').waitFor();
}

/** Bytes of sound and of picture that came in from each other page, by name. */
export async function heard(page: Page): Promise<readonly { audio: number; video: number; state: string }[]> {
  return page.evaluate(async () => {
    const { anhuCall } = globalThis as unknown as { anhuCall: { connections(): readonly RTCPeerConnection[] } };
    return Promise.all(
      anhuCall.connections().map(async (connection) => {
        const sums = { audio: 0, video: 0, state: connection.connectionState as string };
        for (const report of (await connection.getStats()).values()) {
          if (report.type === "inbound-rtp") sums[report.kind as "audio" | "video"] += report.bytesReceived as number;
        }
        return sums;
      }),
    );
  });
}

/** Waits until sound and picture of so many others come in. */
export async function flows(page: Page, from: number): Promise<void> {
  const before = await heard(page);
  await expect
    .poll(
      async () => {
        const now = await heard(page);
        const grown = now.filter(
          ({ audio, video }, index) => audio > (before[index]?.audio ?? 0) && video > (before[index]?.video ?? 0),
        );
        return grown.length;
      },
      { timeout: 60_000 },
    )
    .toBe(from);
}
