import { useState } from "react";
import type { VisitOrderView, VisitView } from "../../contracts/http/visits.ts";
import { Button } from "../parts/button.tsx";
import { SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { orderWords } from "./order-words.ts";
import type { KnownVisit } from "./use-visit.ts";
import classes from "./visit-page.module.css";

/** What is to be done afterwards, by whom, and whether it was. */
export function OrdersPanel({ known, visit }: { readonly known: KnownVisit; readonly visit: VisitView }) {
  const words = useWords(orderWords);
  const orders = visit.orders ?? [];
  const canOrder = visit.may.includes("order") && ["in-call", "notes", "unsuitable"].includes(visit.state);
  const [orderId, setOrderId] = useState(() => crypto.randomUUID());
  const form = useForm({
    initial: { text: "", role: "nurse" },
    send: (values) => known.act("conduct", { kind: "order", orderId, ...values }),
    done: () => {
      setOrderId(crypto.randomUUID());
      form.reset({ text: "", role: "nurse" });
    },
  });
  if (orders.length === 0 && !canOrder) return null;
  return (
    <section className={classes.panel} aria-label={words.orders}>
      <h2 className={classes.heading}>{words.orders}</h2>
      <ul className={classes.story}>
        {orders.map((order) => (
          <Order key={order.id} order={order} known={known} canReport={visit.may.includes("report")} />
        ))}
      </ul>
      {canOrder && (
        <FormFrame form={form} label={words.orders} submit={words.addOrder}>
          <TextField form={form} name="text" label={words.newOrder} hint={words.notAPrescription} isWide />
          <SelectField
            form={form}
            name="role"
            label={words.orderRole}
            choices={Object.entries(words.roles).map(([value, label]) => ({ value, label }))}
          />
        </FormFrame>
      )}
    </section>
  );
}

function Order({
  order,
  known,
  canReport,
}: {
  readonly order: VisitOrderView;
  readonly known: KnownVisit;
  readonly canReport: boolean;
}) {
  const words = useWords(orderWords);
  const { report } = order;
  const say = (isDone: boolean): void => void known.act("report", { orderId: order.id, isDone });
  return (
    <li data-order={order.id}>
      {order.text} · {order.role in words.roles ? words.roles[order.role as keyof typeof words.roles] : order.role}{" "}
      {report !== undefined && (report.isDone ? words.doneBy(report.by.name) : words.notDoneBy(report.by.name))}
      {canReport && report?.isDone !== true && (
        <>
          <Button onClick={() => say(true)}>{words.done}</Button>
          {report === undefined && (
            <Button look="quiet" onClick={() => say(false)}>
              {words.notDone}
            </Button>
          )}
        </>
      )}
    </li>
  );
}
