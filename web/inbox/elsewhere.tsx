import { settingsStore } from "../data/settings.ts";
import { useFacilityId, useHeardAlerts } from "../data/use-board.ts";
import { Button } from "../parts/button.tsx";
import { useWords } from "../words/language.tsx";
import { alertWords } from "./alert-words.ts";
import classes from "./elsewhere.module.css";

/** How many alerts a list leaves out because one facility was chosen, and the way to them; nothing where there is none. */
export function Elsewhere() {
  const words = useWords(alertWords);
  const facilityId = useFacilityId();
  const heard = useHeardAlerts();
  const count = heard.filter((alert) => alert.facilityId !== facilityId).length;
  if (facilityId === undefined || count === 0) return null;
  return (
    <p className={classes.elsewhere} data-elsewhere={count}>
      {words.elsewhere(count)}{" "}
      <Button onClick={() => settingsStore.change({ facilityId: undefined })}>{words.showAllFacilities}</Button>
    </p>
  );
}
