import { Suspense, useSyncExternalStore } from "react";
import { Link, Route, Switch, useLocation } from "wouter";
import { Alarm } from "./alarm/alarm.tsx";
import classes from "./app.module.css";
import { Button } from "./parts/button.tsx";
import { ErrorBoundary } from "./parts/error-boundary.tsx";
import { Notice } from "./parts/notice.tsx";
import { PanelSkeleton } from "./parts/skeleton.tsx";
import { ConnectionNotice } from "./shell/connection-notice.tsx";
import { Header } from "./shell/header.tsx";
import { KeysHelp } from "./shell/keys-help.tsx";
import { pages } from "./shell/pages.tsx";
import { ShownPage } from "./shell/shown-page.tsx";
import { Announcer, DocumentState } from "./shell/watchers.tsx";
import { sessionStore } from "./sign-in/session.ts";
import { SignInPage } from "./sign-in/sign-in-page.tsx";
import { useSpeech } from "./words/language.tsx";

/**
 * Whoever has to sign in first sees that, and nothing of the console. Its page comes with the first load: it is needed
 * when nothing can be loaded any more.
 */
export function App() {
  const session = useSyncExternalStore(sessionStore.subscribe, sessionStore.read);
  if (session.kind === "open" || session.kind === "signed-in") return <Console />;
  return (
    <>
      <DocumentState />
      <SignInPage key={session.kind} session={session} />
    </>
  );
}

/** The staff console: one header, one place for warnings, and the page that the address names. */
function Console() {
  const { words } = useSpeech();
  const [location] = useLocation();
  const isBare = pages.some(({ path, frame }) => frame === "bare" && path === location);
  const failed = (
    <Notice action={<Button onClick={() => window.location.reload()}>{words.reload}</Button>}>
      {words.pageFailed}
    </Notice>
  );
  const page = (
    <ErrorBoundary key={location} fallback={failed}>
      <Suspense fallback={<PanelSkeleton height={480} />}>
        <Switch>
          {pages.map((entry) => (
            <Route key={entry.path} path={entry.path}>
              {(params) => <ShownPage entry={entry} params={params} />}
            </Route>
          ))}
          <Route>
            <p>
              {words.notFound} <Link href="/">{words.back}</Link>
            </p>
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
  return (
    <>
      <DocumentState />
      {isBare ? (
        <main id="content">{page}</main>
      ) : (
        <>
          <a className="skip" href="#content">
            {words.skipToContent}
          </a>
          <Header />
          <main className={classes.main} id="content" tabIndex={-1}>
            <ConnectionNotice />
            {page}
          </main>
          <footer className={classes.footer}>{words.notAMonitor}</footer>
        </>
      )}
      <KeysHelp />
      <Announcer />
      <Alarm place={isBare ? "wall" : "page"} />
    </>
  );
}
