import { useSpeech } from "../words/language.tsx";
import classes from "./skeleton.module.css";

/** The board's own shape while it is read, so that nothing jumps. */
export function BoardSkeleton() {
  const { words } = useSpeech();
  return (
    <div className={classes.board} aria-busy="true">
      <p className="said" role="status">
        {words.loading}
      </p>
      <div className={classes.rows}>
        {[0, 1].map((n) => (
          <div key={n} className={classes.row} />
        ))}
      </div>
      <div className={classes.cards}>
        {[0, 1, 2, 3, 4, 5, 6, 7].map((n) => (
          <div key={n} className={classes.card} />
        ))}
      </div>
    </div>
  );
}

export function PanelSkeleton({ height }: { readonly height: number }) {
  const { words } = useSpeech();
  return (
    <div className={classes.card} style={{ minHeight: height }} aria-busy="true">
      <p className="said" role="status">
        {words.loading}
      </p>
    </div>
  );
}
