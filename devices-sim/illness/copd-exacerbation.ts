import type { Picture } from "./course.ts";

/** A COPD exacerbation: saturation sinks, breathing and pulse quicken; oxygen is given when it is bad. */
export const copdExacerbation: Picture = (severity) => ({
  spo2: -10 * severity,
  respiratoryRate: 11 * severity,
  heartRate: 22 * severity,
  temperature: 0.6 * severity,
  inspiredOxygen: severity > 0.8 ? 28 : 0,
  restlessness: 1 + 0.6 * severity,
});
