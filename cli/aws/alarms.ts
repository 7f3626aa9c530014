import {
  CloudWatchClient,
  type MetricAlarm,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import type { Cell } from "../../contracts/cell.ts";
import { attemptIn, clientOptions } from "./attempt.ts";

export interface CellAlarm {
  readonly name: string;
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  /** What it means for residents. */
  readonly description: string;
  /** Who is told; nobody when empty. */
  readonly recipients: readonly string[];
}

const prefix = "anhu-";

/** All alarms of the cell. */
export async function alarmsOf(cell: Cell): Promise<readonly CellAlarm[]> {
  const client = new CloudWatchClient(clientOptions(cell));
  return attemptIn(cell)("cloudwatch:DescribeAlarms", async () => {
    const found: CellAlarm[] = [];
    for await (const page of paginateDescribeAlarms(
      { client },
      { AlarmNamePrefix: prefix, AlarmTypes: ["MetricAlarm", "CompositeAlarm"] },
    ))
      found.push(...[...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])].map(alarmOf));
    return found;
  });
}

/** Makes an alarm ring for once; CloudWatch sets it right again at its next look. */
export async function ring(cell: Cell, alarm: CellAlarm, reason: string): Promise<void> {
  const client = new CloudWatchClient(clientOptions(cell));
  await attemptIn(cell)("cloudwatch:SetAlarmState", () =>
    client.send(new SetAlarmStateCommand({ AlarmName: alarm.name, StateValue: "ALARM", StateReason: reason })),
  );
}

function alarmOf(
  alarm: Pick<MetricAlarm, "AlarmName" | "StateValue" | "AlarmDescription" | "AlarmActions">,
): CellAlarm {
  return {
    name: alarm.AlarmName ?? "",
    state: alarm.StateValue ?? "INSUFFICIENT_DATA",
    description: alarm.AlarmDescription ?? "",
    recipients: alarm.AlarmActions ?? [],
  };
}
