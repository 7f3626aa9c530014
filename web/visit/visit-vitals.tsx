import { useEffect, useMemo, useState } from "react";
import { type VisitVitals as Vitals, visitVitals } from "../../contracts/http/visit-vitals.ts";
import type { VisitView } from "../../contracts/http/visits.ts";
import { ask } from "../data/api.ts";
import { useBoard } from "../data/use-board.ts";
import { News2Chip } from "../parts/news2-chip.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { VitalCell } from "../parts/vital-cell.tsx";
import { Chart } from "../resident/chart.tsx";
import { linesOf, panels } from "../resident/panels.ts";
import { useGrowing } from "../resident/use-growing.ts";
import { useWords } from "../words/language.tsx";
import classes from "./visit-page.module.css";
import { visitWords } from "./visit-words.ts";

const codes = ["heart-rate", "respiratory-rate", "spo2", "systolic-blood-pressure", "body-temperature"] as const;
/** Who may hear the resident's live changes has them from there; everybody else reads again so often. */
const readEveryMs = 10_000;
const hourMs = 3_600_000;

/** The vital signs as they come, beside the video, and their trend. */
export function VisitVitals({ visit }: { readonly visit: VisitView }) {
  const words = useWords(visitWords);
  const { county } = useBoard();
  const [read, setRead] = useState<Vitals>();
  const live = county?.residents.get(visit.resident.id);
  const everyMs = live === undefined ? readEveryMs : 6 * readEveryMs;
  useEffect(() => {
    let isCurrent = true;
    const ask1 = async (): Promise<void> => {
      const answer = await ask(`/api/visits/${encodeURIComponent(visit.id)}/vitals`, visitVitals);
      if (isCurrent && answer.kind === "answer") setRead(answer.value);
    };
    void ask1();
    const timer = setInterval(() => void ask1(), everyMs);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [visit.id, everyMs]);
  const resident = live ?? read?.resident;
  const view = useGrowing(read?.trend, resident?.vitals ?? []);
  const to = useOnClock((now) => Math.ceil(now / 60_000) * 60_000);
  const charts = useMemo(
    () =>
      view === undefined
        ? []
        : panels
            .filter(({ group }) => group === "vitals")
            .map((panel) => ({ panel, lines: linesOf(panel, view) }))
            .filter(({ lines }) => lines.some((line) => line.length > 0)),
    [view],
  );
  if (resident === undefined) return null;
  return (
    <section className={classes.panel} aria-label={words.vitals} data-vitals>
      <h2 className={classes.heading}>
        {words.vitals} <News2Chip score={resident.news2} />
      </h2>
      <dl className={classes.strip}>
        {codes.map((code) => (
          <VitalCell key={code} code={code} resident={resident} size="large" />
        ))}
      </dl>
      {charts.length > 0 && (
        <details>
          <summary>{words.trend}</summary>
          {charts.map(({ panel, lines }, index) => (
            <Chart
              key={panel.codes.join()}
              panel={panel}
              lines={lines}
              from={to - 24 * hourMs}
              to={to}
              limits={[]}
              marks={[]}
              showsTimes={index === charts.length - 1}
              asTable={false}
            />
          ))}
        </details>
      )}
    </section>
  );
}
