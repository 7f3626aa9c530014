import type { Picture } from "./course.ts";

/** Low blood glucose: trembling and a fast pulse first, then new confusion. */
export const hypoglycaemia: Picture = (severity) => ({
  glucose: -4.2 * severity,
  heartRate: 26 * severity,
  systolic: 8 * severity,
  consciousness: severity > 0.7 ? "C" : "A",
  restlessness: 1 + 0.8 * severity,
});
