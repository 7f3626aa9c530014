import { useState } from "react";
import type { VisitPeople } from "../../contracts/http/visit-people.ts";
import type { VisitView } from "../../contracts/http/visits.ts";
import { clock } from "../data/clock.ts";
import { SelectField, TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { OrderLine } from "../tasks/order-line.tsx";
import { taskWords } from "../tasks/task-words.ts";
import { useWords } from "../words/language.tsx";
import { type DuePreset, dueFrom, duePresets } from "./due-presets.ts";
import { orderWords } from "./order-words.ts";
import { shanghai } from "./request-form.tsx";
import type { KnownVisit } from "./use-visit.ts";
import { useVisitPeople } from "./use-visit-people.ts";
import classes from "./visit-page.module.css";

interface OrdersPanelProps {
  readonly known: KnownVisit;
  readonly visit: VisitView;
}

/** What is to be done afterwards, by whom and by when, and whether it was. */
export function OrdersPanel({ known, visit }: OrdersPanelProps) {
  const words = useWords(orderWords);
  const orders = visit.orders ?? [];
  const isOpen = ["in-call", "notes", "unsuitable"].includes(visit.state);
  const canOrder = visit.may.includes("order") && isOpen;
  const canReport = visit.may.includes("report") && (isOpen || visit.state === "signed");
  const canRevoke = visit.may.includes("revoke") && (isOpen || visit.state === "signed");
  if (orders.length === 0 && !canOrder) return null;
  return (
    <section className={classes.panel} aria-label={words.orders}>
      <h2 className={classes.heading}>{words.orders}</h2>
      <ul className={classes.story}>
        {orders.map((order) => (
          <OrderLine
            key={order.id}
            visitId={visit.id}
            order={order}
            mayReport={canReport}
            mayRevoke={canRevoke}
            done={known.again}
          />
        ))}
      </ul>
      {canOrder && <OrderForm known={known} visit={visit} />}
    </section>
  );
}

const empty = { text: "", role: "nurse", assigneeId: "", due: "today", at: "" };

function OrderForm({ known, visit }: OrdersPanelProps) {
  const words = useWords(orderWords);
  const { roles } = useWords(taskWords);
  // The same task again, after an answer that was not heard, is no second one.
  const [orderId, setOrderId] = useState(() => crypto.randomUUID());
  const people = useVisitPeople(visit.id).value;
  const form = useForm({
    initial: empty,
    check: ({ text, due, at }) => ({
      ...(text.trim() === "" && { "/text": words.textMissing }),
      ...(due === "at" && at === "" && { "/dueAt": words.dueMissing }),
    }),
    send: ({ text, role, assigneeId, due, at }) => {
      const dueAt = due === "at" ? shanghai(at) : dueFrom(due as DuePreset, clock.now());
      const whom = assigneeId === "" ? {} : { assigneeId };
      const when = dueAt === undefined ? {} : { dueAt };
      return known.act("conduct", { kind: "order", orderId, text, role, ...whom, ...when });
    },
    done: () => {
      setOrderId(crypto.randomUUID());
      form.reset(empty);
    },
    pointers: { at: "/dueAt" },
  });
  const { role, due } = form.values;
  return (
    <FormFrame form={form} label={words.orders} submit={words.addOrder}>
      <TextField form={form} name="text" label={words.newOrder} hint={words.notAPrescription} isWide />
      <SelectField
        form={form}
        name="role"
        label={words.orderRole}
        choices={Object.entries(roles).map(([value, label]) => ({ value, label }))}
      />
      <SelectField
        form={form}
        name="assigneeId"
        label={words.assignee}
        empty={words.whoeverIsOnDuty}
        choices={colleagues(people, role, visit)}
      />
      <SelectField
        form={form}
        name="due"
        label={words.due}
        choices={duePresets.map((preset) => ({ value: preset, label: words.presets[preset] }))}
      />
      {due === "at" && <TextField form={form} name="at" type="datetime-local" label={words.dueAt} />}
    </FormFrame>
  );
}

function colleagues(people: VisitPeople | undefined, role: string, { facility }: VisitView) {
  return (people?.staff ?? [])
    .filter((one) => one.role === role && one.facilityId === facility.id)
    .map(({ id, name }) => ({ value: id, label: name }));
}
