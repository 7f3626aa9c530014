import { late, type Picture } from "./course.ts";

/** Dehydration over days: weight and pressure fall, pulse rises, confusion late. */
export const dehydration: Picture = (severity) => ({
  weight: -2.4 * severity,
  heartRate: 24 * severity,
  systolic: -26 * severity,
  temperature: 0.5 * severity,
  consciousness: late(severity, 0.85) > 0 ? "C" : "A",
  restlessness: 1 - 0.4 * severity,
});
