import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { mayOf, useMe } from "../data/me.ts";
import { useUnreadFamily } from "../data/unread-family.ts";
import { useWaitingReferrals, type Waiting } from "../data/waiting-referrals.ts";
import { Button } from "../parts/button.tsx";
import { useSpeech } from "../words/language.tsx";
import classes from "./navigation.module.css";
import { isOffered, type PageEntry, pages } from "./pages.tsx";
import { SearchOpener } from "./search-opener.tsx";

type Linked = PageEntry & { readonly link: NonNullable<PageEntry["link"]> };

const linked = pages.filter((entry): entry is Linked => entry.link !== undefined);
const ward = linked.filter(({ link }) => link.group === "ward");
const office = linked.filter(({ link }) => link.group === "office");

/**
 * The ways to all pages: the daily work in sight, what is arranged behind one button; on phones all behind it, and the
 * header's other tools as well.
 */
export function Navigation({ tools }: { readonly tools: ReactNode }) {
  const { words } = useSpeech();
  const [isOpen, setIsOpen] = useState(false);
  const me = useMe();
  const [location] = useLocation();
  const offered = (entries: readonly Linked[]) => entries.filter((entry) => isOffered(entry, me));
  const waiting = useWaitingReferrals();
  const unread = useUnreadFamily();
  const waitsAt: Readonly<Record<string, Waiting | undefined>> = { "/referrals": waiting, "/family-messages": unread };
  const waitingAt = (entry: Linked) => waitsAt[entry.path];
  const menuId = useId();
  const holder = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu
  useEffect(() => setIsOpen(false), [location]);
  useEffect(() => {
    if (!isOpen) return;
    function left(event: Event): void {
      const isKey = event instanceof KeyboardEvent;
      if (isKey ? event.key === "Escape" : !holder.current?.contains(event.target as Node)) setIsOpen(false);
    }
    for (const kind of ["keydown", "pointerdown", "focusin"]) document.addEventListener(kind, left);
    return () => {
      for (const kind of ["keydown", "pointerdown", "focusin"]) document.removeEventListener(kind, left);
    };
  }, [isOpen]);
  return (
    <nav className={classes.navigation} aria-label={words.navigation} ref={holder}>
      <ul className={classes.ward}>
        {offered(ward).map((entry) => (
          <PageLink key={entry.path} entry={entry} waiting={waitingAt(entry)} />
        ))}
      </ul>
      <Button look="quiet" aria-expanded={isOpen} aria-controls={menuId} onClick={() => setIsOpen(!isOpen)}>
        {words.menu}
        {!isOpen && <WaitingNumber waiting={waiting} isInMenu />}
      </Button>
      <div id={menuId} className={classes.menu} hidden={!isOpen}>
        {isOpen && (
          <ul>
            {mayOf(me, "resident.read") && (
              <li>
                <SearchOpener place="menu" leave={() => setIsOpen(false)} />
              </li>
            )}
            {offered([...ward, ...office]).map((entry) => (
              <PageLink key={entry.path} entry={entry} waiting={waitingAt(entry)} />
            ))}
            <li className={classes.tools}>{tools}</li>
          </ul>
        )}
      </div>
    </nav>
  );
}

interface PageLinkProps {
  readonly entry: Linked;
  /** What waits there for whoever is here. */
  readonly waiting: Waiting | undefined;
}

function PageLink({ entry, waiting }: PageLinkProps) {
  const { say, words } = useSpeech();
  const [location] = useLocation();
  const waitingId = useId();
  const count = waiting === undefined ? 0 : waiting.count;
  return (
    <li>
      <Link
        className={classes.link}
        href={entry.path}
        aria-current={location === entry.path ? "page" : undefined}
        aria-describedby={count > 0 ? waitingId : undefined}
      >
        {say(entry.link.label)}
        <WaitingNumber waiting={waiting} />
      </Link>
      {count > 0 && (
        <span id={waitingId} hidden>
          {(entry.path === "/family-messages" ? words.unreadMessages : words.waitsForYou)(numberOf(waiting))}
        </span>
      )}
    </li>
  );
}

function numberOf(waiting: Waiting | undefined): string {
  return waiting?.isMore ? `${waiting.count}+` : String(waiting?.count ?? 0);
}

/** Seen only: what it means is said of the link. `isInMenu`: where the links themselves are behind the menu. */
function WaitingNumber({
  waiting,
  isInMenu = false,
}: {
  readonly waiting: Waiting | undefined;
  readonly isInMenu?: boolean;
}) {
  if (waiting === undefined || waiting.count === 0) return null;
  return (
    <span
      className={`${classes.waiting} ${isInMenu ? classes.narrowOnly : ""}`}
      aria-hidden="true"
      data-waiting={numberOf(waiting)}
    >
      {numberOf(waiting)}
    </span>
  );
}
