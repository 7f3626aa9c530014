import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useLocation } from "wouter";
import { deviceKindLabel } from "../../contracts/descriptions.ts";
import { type SearchResult, searchResult } from "../../contracts/http/search.ts";
import { ask } from "../data/api.ts";
import { officeChoice } from "../data/office-choice.ts";
import { settingsStore } from "../data/settings.ts";
import { Button } from "../parts/button.tsx";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { type Found, foundIn } from "./found.ts";
import classes from "./search-box.module.css";
import { searchWords } from "./search-words.ts";

/** So that not every letter asks. */
const settleMs = 200;

/** Finds residents, beds, devices and facilities: arrows choose, Enter goes there, Escape closes. */
export function SearchBox({ close }: { readonly close: () => void }) {
  const words = useWords(searchWords);
  const speech = useSpeech();
  const [, go] = useLocation();
  const [query, setQuery] = useState("");
  const [result, setResult] = useState<SearchResult>();
  const [problem, setProblem] = useState<string>();
  const [at, setAt] = useState(0);
  const asked = useRef(0);
  const listId = useId();
  const q = query.trim();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed is asked, once it rests
  useEffect(() => {
    const mine = ++asked.current;
    if (q === "") {
      setResult(undefined);
      return undefined;
    }
    const timer = setTimeout(() => {
      void ask("/api/search", searchResult, { q }).then((answer) => {
        if (asked.current !== mine) return;
        setProblem(answer.kind === "problem" ? problemText(answer.problem, speech) : undefined);
        if (answer.kind === "answer") setResult(answer.value);
        setAt(0);
      });
    }, settleMs);
    return () => clearTimeout(timer);
  }, [q]);
  const found =
    result === undefined ? [] : foundIn(result, { ...words, kindOf: (kind) => speech.say(deviceKindLabel(kind)) });

  function choose(one: Found | undefined): void {
    if (one === undefined) return;
    if (one.facilityId !== undefined && one.href === "/board") settingsStore.change({ facilityId: one.facilityId });
    else if (one.facilityId !== undefined) officeChoice.choose(one.facilityId);
    close();
    go(one.href);
  }

  function pressed(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" && found.length > 0) setAt((at + 1) % found.length);
    else if (event.key === "ArrowUp" && found.length > 0) setAt((at + found.length - 1) % found.length);
    else if (event.key === "Enter") choose(found[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  }

  const optionId = (index: number) => `${listId}-${index}`;
  return (
    <search className={classes.search}>
      <div className={classes.line}>
        <input
          className={classes.input}
          type="search"
          role="combobox"
          aria-label={words.label}
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={found.length > 0 ? optionId(at) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          maxLength={40}
          placeholder={words.hint}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={pressed}
          ref={focusOnce}
        />
        <Button look="quiet" onClick={close}>
          {words.close}
        </Button>
      </div>
      <p className="said" role="status">
        {result !== undefined && (found.length === 0 ? words.none : words.count(found.length))}
      </p>
      {problem !== undefined && (
        <p className={classes.nothing} role="alert">
          {problem}
        </p>
      )}
      {result !== undefined && found.length === 0 && <p className={classes.nothing}>{words.none}</p>}
      <div id={listId} className={classes.list} role="listbox" aria-label={words.label} hidden={found.length === 0}>
        {found.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and takes the keys
          <div
            key={one.key}
            id={optionId(index)}
            className={classes.option}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            onClick={() => choose(one)}
          >
            <span className={classes.group}>{found[index - 1]?.group === one.group ? "" : words[one.group]}</span>
            <span className={classes.name}>{one.name}</span>
            <span className={classes.beside}>{one.beside}</span>
          </div>
        ))}
      </div>
      {result?.hasMore === true && <p className={classes.nothing}>{words.more}</p>}
    </search>
  );
}

function focusOnce(input: HTMLInputElement | null): void {
  if (input !== null && document.activeElement !== input) input.focus();
}
