import type { Target } from "./target.ts";

/** Where devices connect, and on which topics they publish. */
export async function deviceAddressOf(target: Target): Promise<{ readonly mqtts: string; readonly prefix: string }> {
  if (target.kind === "box") return { mqtts: target.box.mqtts, prefix: "anhu/v1" };
  const { iotEndpointOf } = await import("./cells/iot-endpoint.ts");
  return { mqtts: await iotEndpointOf(target.cell), prefix: "$aws/rules/<kind>/anhu/v1" };
}
