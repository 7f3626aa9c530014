import { useId, useState, useSyncExternalStore } from "react";
import { Link } from "wouter";
import { clock } from "../data/clock.ts";
import { mayOf, useMe } from "../data/me.ts";
import { ownChoice } from "../data/office-choice.ts";
import { settingsStore } from "../data/settings.ts";
import { useBoard, useFacilityId } from "../data/use-board.ts";
import { Button } from "../parts/button.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech } from "../words/language.tsx";
import classes from "./header.module.css";
import { Navigation } from "./navigation.tsx";
import { SearchOpener, SearchPanel } from "./search-opener.tsx";
import { SettingsPanel } from "./settings-panel.tsx";

/** On every page: which facility, whether what is shown is live, language and settings. */
export function Header() {
  const { words, language } = useSpeech();
  const { county, connection } = useBoard();
  const facilityId = useFacilityId();
  // Whoever has one house has nothing to choose; a choice that narrows must stay where it can be undone.
  const isOneHouse = county?.facilities.length === 1;
  const hasPageOwn = useSyncExternalStore(ownChoice.subscribe, ownChoice.read);
  const maySearch = mayOf(useMe(), "resident.read");
  const [isOpen, setIsOpen] = useState(false);
  const panelId = useId();
  const origin = useOnClock(() =>
    clock.speed() !== 1 ? words.simulated(clock.speed()) : clock.mode() === "demo" ? words.demo : "",
  );
  const states = { connecting: words.connectionConnecting, live: words.connectionLive, lost: words.connectionDown };
  const tools = (
    <>
      <Button
        className={classes.tool ?? ""}
        look="quiet"
        lang={language === "zh" ? "en" : "zh-CN"}
        aria-label={language === "zh" ? "EN English" : "中文"}
        onClick={() => settingsStore.change({ language: language === "zh" ? "en" : "zh" })}
      >
        {language === "zh" ? "EN" : "中文"}
      </Button>
      <Button
        className={classes.tool ?? ""}
        look="quiet"
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={() => setIsOpen(!isOpen)}
      >
        {words.settings}
      </Button>
    </>
  );
  return (
    <header className={classes.header}>
      <div className={classes.bar}>
        <Link className={classes.brand} href="/" aria-label={`${words.product} · ${words.board}`}>
          <img className={classes.icon} src="/icon.svg" alt="" width="28" height="28" />
          <span className={classes.product}>{words.product}</span>
        </Link>
        {county?.facilities.length !== 0 && !isOneHouse && !hasPageOwn && (
          <select
            className={classes.facility}
            aria-label={words.facility}
            value={facilityId ?? ""}
            onChange={(event) => settingsStore.change({ facilityId: event.currentTarget.value || undefined })}
          >
            <option value="">{words.allFacilities}</option>
            {county?.facilities.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
        <div className={classes.state}>
          {origin !== "" && <span className={classes.origin}>{origin}</span>}
          {connection.kind === "none" ? (
            <span className={classes.unheard} />
          ) : (
            <span className={`${classes.connection} ${classes[connection.kind]}`} data-connection={connection.kind}>
              {states[connection.kind]}
            </span>
          )}
        </div>
        <Navigation tools={tools} />
        {maySearch && <SearchOpener place="bar" />}
        <div className={classes.tools}>{tools}</div>
      </div>
      <div id={panelId} hidden={!isOpen}>
        {isOpen && <SettingsPanel close={() => setIsOpen(false)} />}
      </div>
      {maySearch && <SearchPanel />}
    </header>
  );
}
