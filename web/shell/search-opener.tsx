import { lazy, Suspense, useEffect, useSyncExternalStore } from "react";
import { useLocation } from "wouter";
import { Button } from "../parts/button.tsx";
import { useKeys } from "../parts/keys.ts";
import { useSpeech } from "../words/language.tsx";
import classes from "./search-opener.module.css";
import { searchStore } from "./search-state.ts";

const SearchBox = lazy(() => import("../search/search-box.tsx").then(({ SearchBox: Box }) => ({ default: Box })));

/** The search box, below the header while it is open. `/` opens it, except where the page has a field of its own for that key. */
export function SearchPanel() {
  const isOpen = useSyncExternalStore(searchStore.subscribe, searchStore.isOpen);
  const [location] = useLocation();
  useKeys({
    "/": () => {
      const own = document.querySelector<HTMLElement>("[data-search]");
      if (own === null) searchStore.open();
      else own.focus();
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes it
  useEffect(() => searchStore.close(), [location]);
  if (!isOpen) return null;
  return (
    <div className={classes.box}>
      <Suspense>
        <SearchBox close={searchStore.close} />
      </Suspense>
    </div>
  );
}

/** A way to the search box. `bar`: in the header where there is room. `menu`: among the pages where there is none. */
export function SearchOpener({ place, leave }: { readonly place: "bar" | "menu"; readonly leave?: () => void }) {
  const { words } = useSpeech();
  const isOpen = useSyncExternalStore(searchStore.subscribe, searchStore.isOpen);
  return (
    <Button
      className={classes[place] ?? ""}
      look="quiet"
      title={words.searchKey}
      aria-expanded={isOpen}
      onClick={() => {
        leave?.();
        if (isOpen) searchStore.close();
        else searchStore.open();
      }}
    >
      {words.find}
    </Button>
  );
}
