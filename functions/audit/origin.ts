import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { AuditOrigin } from "../../domain/audit/entry.ts";

const longestAgent = 60;
/** The one before the last is what the last proxy saw; what stands further in front anybody may have written there. */
const addressesTold = 2;

/** From where a request came: the addresses that the last proxies saw, the connection's own last, and the browser's name. */
export function originOf({ headers, requestContext }: APIGatewayProxyEventV2): AuditOrigin {
  const { sourceIp = "", userAgent = "" } = requestContext.http ?? {};
  const forwarded = (headers["x-forwarded-for"] ?? "").split(",").map((address) => address.trim().slice(0, 45));
  const passed = forwarded.at(-1) === sourceIp ? forwarded : [...forwarded, sourceIp];
  const ip = passed
    .filter((address) => address !== "")
    .slice(-addressesTold)
    .join(", ");
  return { ...(ip !== "" && { ip }), ...(userAgent !== "" && { agent: userAgent.slice(0, longestAgent) }) };
}
