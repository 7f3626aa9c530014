import { Button } from "../parts/button.tsx";
import { PresenceGlyph } from "../parts/glyph.tsx";
import { useSpeech } from "../words/language.tsx";
import { type countResidents, type FilterName, filterNames } from "./board-filter.ts";
import classes from "./board-filters.module.css";
import { changeView, useBoardView } from "./board-view.ts";

type Counts = ReturnType<typeof countResidents>;

/** How many are monitored and how many are not, and the way to see just those. */
export function BoardFilters({ counts }: { readonly counts: Counts }) {
  const { words } = useSpeech();
  const { filter, search } = useBoardView();
  const labels: Readonly<Record<FilterName, string>> = {
    all: words.filterAll,
    alerts: words.filterAlerts,
    "partly-monitored": words["partly-monitored"],
    unmonitored: words.unmonitored,
    "out-of-bed": words.filterOut,
  };
  return (
    <div className={classes.bar}>
      <p className={classes.monitored}>
        <PresenceGlyph presence="monitored" /> {words.monitored} <strong>{counts.monitored}</strong>
      </p>
      <div className={classes.filters}>
        {filterNames.map((name) => (
          <Button
            key={name}
            className={classes.filter ?? ""}
            aria-pressed={filter === name}
            onClick={() => changeView({ filter: filter === name ? "all" : name })}
          >
            {(name === "partly-monitored" || name === "unmonitored") && <PresenceGlyph presence={name} />}
            {labels[name]} <strong>{counts[name]}</strong>
          </Button>
        ))}
      </div>
      <input
        className={classes.search}
        type="search"
        data-search=""
        aria-label={words.search}
        title={words.searchKey}
        placeholder={words.search}
        value={search}
        onChange={(event) => changeView({ search: event.currentTarget.value })}
      />
    </div>
  );
}
