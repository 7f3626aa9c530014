import * as z from "zod/mini";
import type { Expectation } from "./problems.ts";

/**
 * The id of a device to be. It is its client id and the third level of its topics: browsers listen below `live` and
 * connect as `browser-…`, and devices that have no certificate of their own yet claim one as `anhu-claim-…`.
 */
export const newDeviceId = newId(/^(?!live$|anhu-claim-|browser-)[A-Za-z0-9_-]{1,64}$/, {
  code: "not live, anhu-claim-… or browser-…",
  zh: "不可为 live，也不可以 anhu-claim- 或 browser- 开头：这些名字由系统自用，请换一个编号",
  en: "must not be live and must not begin with anhu-claim- or browser-: the service itself uses these names; use another id",
});

/** The id of a facility to be. Its live topic ends with it, and must not look like a topic of the device `live`. */
export const newFacilityId = newId(/^(?!(?:telemetry|event|status|cmd)$)[A-Za-z0-9_-]{1,64}$/, {
  code: "not telemetry, event, status or cmd",
  zh: "不可为 telemetry、event、status 或 cmd：这些名字由系统自用，请换一个编号",
  en: "must not be telemetry, event, status or cmd: the service itself uses these names; use another id",
});

const anyId = /^[A-Za-z0-9_-]{1,64}$/;

/** The form leaves out the names that are taken, for the documents; whoever uses one is told in words. */
function newId(form: RegExp, taken: Expectation) {
  const isFree = (id: string): boolean => form.test(id) || !anyId.test(id);
  return z.string().check(z.refine(isFree, { abort: true, params: { ...taken } }), z.regex(form));
}
