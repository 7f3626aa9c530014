import { Suspense, useEffect, useRef, useSyncExternalStore } from "react";
import { Route, Router, Switch, useLocation } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { settingsStore, themeAt } from "../data/settings.ts";
import { ErrorBoundary } from "../parts/error-boundary.tsx";
import { sessionStore } from "../sign-in/session.ts";
import classes from "./app.module.css";
import { useFamily } from "./family-store.ts";
import { useFamilyWords } from "./family-words.ts";
import { HomePage } from "./home-page.tsx";
import { mounted, mounts } from "./mounts.ts";
import { isEmergency } from "./news.ts";
import { Action } from "./parts.tsx";
import { ResidentPage } from "./resident-page.tsx";
import { SessionPage } from "./session-page.tsx";
import { lookOf, Shape } from "./shape.tsx";
import { useStandings } from "./use-standing.ts";

const MorePage = mounted("MorePage", () => import("./more-page.tsx"));
const CallsPage = mounted("CallsPage", () => import("./calls-page.tsx"));
const DayRoute = mounted("DayRoute", () => import("./day-page.tsx"));
const TrendsRoute = mounted("TrendsRoute", () => import("./trends-page.tsx"));

/** The families' app: places are what stands after the `#`, so that no server and no log hears of them. */
export function FamilyApp() {
  return (
    <Router hook={useHashLocation}>
      <DocumentState />
      <Frame />
    </Router>
  );
}

function Frame() {
  const session = useSyncExternalStore(sessionStore.subscribe, sessionStore.read);
  const [location] = useLocation();
  const { family } = useFamily();
  const open = mounts.find(({ path, isOpen }) => isOpen === true && location.startsWith(path));
  // Where the issuer cannot be reached the last known state still stands there, as old as it is.
  const isCutOff = session.kind === "failed" && family !== undefined;
  if (session.kind !== "open" && session.kind !== "signed-in" && open === undefined && !isCutOff)
    return <SessionPage session={session} />;
  return (
    <div className={classes.page}>
      <Alarm location={location} />
      {isCutOff && <CutOff />}
      <Pages location={location} />
      <Navigation location={location} />
    </div>
  );
}

function CutOff() {
  const { words } = useFamilyWords();
  return (
    <div className={classes.cutOff} role="status" data-session="failed">
      <p>{words.session.failed.text}</p>
      <Action onClick={() => window.location.reload()}>{words.retry}</Action>
    </div>
  );
}

function Pages({ location }: { readonly location: string }) {
  const { words } = useFamilyWords();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(location);
  // Another place begins at its top, for eyes and for whoever listens.
  useEffect(() => {
    if (shown.current === location) return;
    shown.current = location;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [location]);
  const failed = (
    <>
      <p role="alert">{words.pageFailed}</p>
      <Action onClick={() => window.location.reload()}>{words.retry}</Action>
    </>
  );
  return (
    <main className={classes.main} id="content" tabIndex={-1} ref={main}>
      <ErrorBoundary key={location} fallback={failed}>
        <Suspense fallback={<p aria-busy="true">{words.loading}</p>}>
          <Switch>
            <Route path="/r/:id/day/:date?">
              <DayRoute />
            </Route>
            <Route path="/r/:id/trends/:period?">
              <TrendsRoute />
            </Route>
            <Route path="/r/:id">{({ id }) => <ResidentPage id={id} />}</Route>
            <Route path="/calls">
              <CallsPage />
            </Route>
            <Route path="/more">
              <MorePage />
            </Route>
            {mounts.map(({ path, Page }) => (
              <Route key={path} path={`${path}/*?`}>
                <Page />
              </Route>
            ))}
            <Route>
              <HomePage />
            </Route>
          </Switch>
        </Suspense>
      </ErrorBoundary>
    </main>
  );
}

/** The resident whom the address names, or the only one. */
function useResidentHere(location: string): string | undefined {
  const { family } = useFamily();
  const named = /^\/r\/([^/]+)/.exec(location)?.[1];
  if (named !== undefined) return decodeURIComponent(named);
  return family?.residents.length === 1 ? family.residents[0]?.id : undefined;
}

/** An emergency stays in sight on every screen but its own. */
function Alarm({ location }: { readonly location: string }) {
  const { words } = useFamilyWords();
  const { family } = useFamily();
  const standingOf = useStandings();
  const here = useResidentHere(location);
  const isOwn = (id: string) => id === here && (location === "/" || /^\/r\/[^/]+$/.test(location));
  const urgent = (family?.residents ?? [])
    .map((resident) => ({ resident, standing: standingOf(resident) }))
    .filter(({ resident, standing }) => isEmergency(standing) && !isOwn(resident.id));
  return (
    <div role="alert">
      {urgent.map(({ resident: { id, name }, standing }) => (
        <a key={id} className={classes.alarm} href={`#/r/${encodeURIComponent(id)}`}>
          <Shape look={lookOf(standing)} />
          {standing.kind === "current" ? words.emergencyOf(name) : words.emergencyOfOld(name)}
        </a>
      ))}
    </div>
  );
}

function Navigation({ location }: { readonly location: string }) {
  const { words } = useFamilyWords();
  const here = useResidentHere(location);
  const of = here === undefined ? undefined : `/r/${encodeURIComponent(here)}`;
  const places = [
    { path: "/", label: words.nav.now, isHere: location === "/" || location === of },
    ...(of === undefined
      ? []
      : [
          { path: `${of}/day`, label: words.nav.day, isHere: location.startsWith(`${of}/day`) },
          { path: `${of}/trends`, label: words.nav.trends, isHere: location.startsWith(`${of}/trends`) },
        ]),
    { path: "/calls", label: words.nav.calls, isHere: location === "/calls" },
    { path: "/more", label: words.nav.more, isHere: location === "/more" },
  ];
  return (
    <nav className={classes.nav} aria-label={words.navLabel}>
      {places.map(({ path, label, isHere }) => (
        <a key={path} href={`#${path}`} aria-current={isHere ? "page" : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}

/** Keeps language, theme and size of text of the document as they were chosen; its title says no name. */
function DocumentState() {
  const { words, language } = useFamilyWords();
  const { theme, hasLargeText } = useSyncExternalStore(settingsStore.subscribe, settingsStore.read);
  useStandings();
  const themeNow = themeAt(theme, Date.now());
  useEffect(() => {
    const { dataset } = document.documentElement;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = words.product;
    dataset.theme = themeNow;
    dataset.text = hasLargeText === true ? "large" : "normal";
  }, [language, themeNow, hasLargeText, words]);
  return null;
}
