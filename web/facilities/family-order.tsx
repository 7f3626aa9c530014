import type { BedOnBoard } from "../../contracts/http/beds.ts";
import { useWords } from "../words/language.tsx";
import { familyOrderWords } from "./family-order-words.ts";

type Home = NonNullable<BedOnBoard["home"]>;

/** How the order of a family bed stands, and every assessment for who may read them. */
export function FamilyOrder({ home }: { readonly home: Home }) {
  const words = useWords(familyOrderWords);
  const { order, orderUntil, orders = [] } = home;
  const state = order && words.states[order];
  return (
    <div data-family-order={order}>
      {order === "running" || state === undefined ? <span>{state}</span> : <strong>▲ {state}</strong>}{" "}
      {orderUntil !== undefined && <span>{words.until(orderUntil)}</span>}
      {orders.length > 0 && (
        <details>
          <summary>{words.history(orders.length)}</summary>
          <ul>
            {orders.map((one) => (
              <li key={one.assessedOn}>
                {words.row(one.assessedOn, one.assessedBy, one.from, one.until)}
                {one.level !== undefined && ` · ${words.level} ${one.level}`}
                {` · ${one.reason} · ${words.recordedBy(one.recordedBy)}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** Which family beds of a board are to be assessed and renewed; nothing where none is. */
export function FamilyOrdersDue({ beds }: { readonly beds: readonly BedOnBoard[] }) {
  const words = useWords(familyOrderWords);
  const due = beds.filter(({ home }) => home?.order === "due" || home?.order === "over" || home?.order === "none");
  if (due.length === 0) return null;
  return (
    <p data-family-orders-due="">
      <strong>▲ {words.board(due.length)}</strong>{" "}
      {due.map(({ label, home }) => `${label}（${words.states[home?.order ?? "none"]}）`).join("；")}
    </p>
  );
}
