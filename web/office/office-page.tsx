import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { usePageTitle } from "../parts/page-title.ts";
import { useWords } from "../words/language.tsx";
import classes from "./office-page.module.css";
import { officeWords } from "./office-words.ts";

export interface Section {
  readonly path: string;
  readonly label: string;
}

interface OfficePageProps {
  readonly title: string;
  /** One sentence: what is arranged here. */
  readonly lead?: string;
  /** Pages that belong together, the present one among them. */
  readonly sections?: readonly Section[];
  /** Beside the title, e.g. which facility. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every page on which something is arranged. */
export function OfficePage({ title, lead, sections = [], aside, children }: OfficePageProps) {
  const words = useWords(officeWords);
  const [location] = useLocation();
  usePageTitle(title);
  return (
    <div className={classes.page}>
      {sections.length > 1 && (
        <nav className={classes.sections} aria-label={words.sections}>
          <ul>
            {sections.map(({ path, label }) => (
              <li key={path}>
                <Link className={classes.section} href={path} aria-current={location === path ? "page" : undefined}>
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        {aside}
      </div>
      {lead !== undefined && <p className={classes.lead}>{lead}</p>}
      {children}
    </div>
  );
}

interface PanelProps {
  readonly heading?: ReactNode;
  readonly children: ReactNode;
  readonly id?: string;
}

export function Panel({ heading, children, id }: PanelProps) {
  return (
    <section className={classes.panel} id={id}>
      {heading !== undefined && <h2 className={classes.heading}>{heading}</h2>}
      {children}
    </section>
  );
}
