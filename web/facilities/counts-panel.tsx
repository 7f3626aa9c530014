import { type FacilityView, facility } from "../../contracts/http/facilities.ts";
import { bedWords } from "../beds/bed-words.ts";
import { ask } from "../data/api.ts";
import { mayOf, useMe } from "../data/me.ts";
import { Panel } from "../office/office-page.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useWords } from "../words/language.tsx";
import { type BedUse, bedUses, countFaults, countsOf, countTexts } from "./count-values.ts";
import { facilityPageWords } from "./facility-page-words.ts";

interface CountsPanelProps {
  readonly home: FacilityView;
  readonly changed: () => void;
}

/** How many beds of each use are licensed, and how many may be converted to it; said by those who manage the consortium. */
export function CountsPanel({ home, changed }: CountsPanelProps) {
  const words = useWords(facilityPageWords);
  const { uses } = useWords(bedWords);
  const me = useMe();
  const shown = bedUses.filter((use) => home.licensed?.[use] !== undefined || home.convertible?.[use] !== undefined);
  return (
    <Panel heading={words.counts}>
      {mayOf(me, "consortium.manage") ? (
        <CountsForm key={JSON.stringify([home.licensed, home.convertible])} home={home} changed={changed} />
      ) : (
        <DataTable<BedUse>
          label={words.counts}
          rows={shown}
          keyOf={(use) => use}
          empty={words.noCounts}
          columns={[
            { key: "use", head: words.use, isName: true, cell: (use) => uses[use] },
            { key: "licensed", head: words.licensed, cell: (use) => home.licensed?.[use] ?? words.noLimit },
            { key: "convertible", head: words.convertible, cell: (use) => home.convertible?.[use] ?? 0 },
          ]}
        />
      )}
    </Panel>
  );
}

function CountsForm({ home, changed }: CountsPanelProps) {
  const words = useWords(facilityPageWords);
  const { uses } = useWords(bedWords);
  const form = useForm({
    initial: { ...countTexts("licensed", home.licensed), ...countTexts("convertible", home.convertible) },
    pointers: Object.fromEntries(
      bedUses.flatMap((use) => [
        [`licensed.${use}`, `/licensed/${use}`],
        [`convertible.${use}`, `/convertible/${use}`],
      ]),
    ),
    check: countFaults,
    send: (values) =>
      ask(`/api/facilities/${encodeURIComponent(home.id)}`, facility, {
        licensed: countsOf("licensed", values),
        convertible: countsOf("convertible", values),
      }),
    done: changed,
  });
  return (
    <FormFrame form={form} label={words.counts}>
      {bedUses.flatMap((use) => [
        <TextField
          key={`licensed ${use}`}
          form={form}
          name={`licensed.${use}`}
          type="number"
          min="0"
          max="5000"
          label={words.licensedOf(uses[use])}
          hint={words.licensedHint}
          isOptional
        />,
        <TextField
          key={`convertible ${use}`}
          form={form}
          name={`convertible.${use}`}
          type="number"
          min="0"
          max="5000"
          label={words.convertibleOf(uses[use])}
          hint={words.convertibleHint}
          isOptional
        />,
      ])}
    </FormFrame>
  );
}
