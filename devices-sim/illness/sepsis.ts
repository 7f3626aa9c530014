import { late, type Picture } from "./course.ts";

/** Sepsis: pulse, breathing and temperature rise together; pressure falls later; last, the person is hard to wake. */
export const sepsis: Picture = (severity) => ({
  heartRate: 48 * severity,
  respiratoryRate: 12 * severity,
  temperature: 2.4 * Math.min(1, severity * 1.3),
  spo2: -4.5 * late(severity, 0.3),
  systolic: -48 * late(severity, 0.35),
  consciousness: severity > 0.92 ? "V" : severity > 0.75 ? "C" : "A",
  restlessness: 1 - 0.5 * severity,
});
