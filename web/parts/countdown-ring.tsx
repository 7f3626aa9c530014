import classes from "./countdown-ring.module.css";

const radius = 7;
const round = 2 * Math.PI * radius;

/** A thin ring that empties while a wait runs out. The words beside it say the same. */
export function CountdownRing({ fraction }: { readonly fraction: number }) {
  return (
    <svg className={classes.ring} viewBox="0 0 18 18" aria-hidden="true">
      <circle className={classes.track} cx="9" cy="9" r={radius} />
      <circle
        className={classes.left}
        cx="9"
        cy="9"
        r={radius}
        strokeDasharray={round}
        strokeDashoffset={round * (1 - fraction)}
        transform="rotate(-90 9 9)"
      />
    </svg>
  );
}
