import { DescribeEndpointCommand, IoTClient } from "@aws-sdk/client-iot";
import type { Cell } from "../../contracts/cell.ts";
import { attemptIn, clientOptions } from "../aws/attempt.ts";

/** Where the devices of a cell connect, as a URL. */
export async function iotEndpointOf(cell: Cell): Promise<string> {
  const client = new IoTClient(clientOptions(cell));
  const { endpointAddress } = await attemptIn(cell)("iot:DescribeEndpoint", () =>
    client.send(new DescribeEndpointCommand({ endpointType: "iot:Data-ATS" })),
  );
  return `mqtts://${endpointAddress}:8883`;
}
