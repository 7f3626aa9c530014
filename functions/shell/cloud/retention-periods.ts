import { lengthened, type RetentionPeriods } from "../../../domain/retention/periods.ts";
import { variable, WrongEnvironmentError } from "./environment.ts";

/** The periods of the cell. One that is shorter than law allows is a wrong deployment: nothing is deleted by it. */
export function cloudRetentionPeriods(): RetentionPeriods {
  const read = lengthened(wantedIn(variable("ANHU_RETENTION")));
  if (read.kind === "periods") return read.periods;
  throw new WrongEnvironmentError(
    read.faults.map(({ class: name, en }) => `ANHU_RETENTION: ${name}: ${en}`).join("; "),
  );
}

function wantedIn(text: string): Readonly<Record<string, string>> {
  try {
    const wanted: unknown = JSON.parse(text);
    if (typeof wanted === "object" && wanted !== null && Object.values(wanted).every((one) => typeof one === "string"))
      return wanted as Record<string, string>;
  } catch {
    // Told below.
  }
  throw new WrongEnvironmentError("ANHU_RETENTION must be a JSON object of periods");
}
