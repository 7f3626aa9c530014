import { type ReactNode, useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import type { AgreementView, ConsortiumView } from "../../contracts/http/consortium.ts";
import { mayOf, useMe } from "../data/me.ts";
import { Panel } from "../office/office-page.tsx";
import { Button } from "../parts/button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { useWords } from "../words/language.tsx";
import { AgreementForm } from "./agreement-form.tsx";
import { AgreementHistory } from "./agreement-history.tsx";
import { agreementWords } from "./agreement-words.ts";
import classes from "./consortium.module.css";
import { consortiumWords } from "./consortium-words.ts";
import { EndAgreementForm } from "./end-agreement-form.tsx";
import { validText } from "./valid-text.ts";

interface AgreementsPanelProps {
  readonly items: readonly AgreementView[];
  readonly facilities: ConsortiumView["facilities"];
  readonly nameOf: (id: string) => string;
  readonly changed: () => void;
}

/** What is being done: an agreement is made, or one is changed or ended. */
type Doing = { readonly what: "make" } | { readonly what: "change" | "end"; readonly id: string };

/** The agreements of one's facilities with who made and changed them; made, changed and ended by those who manage the consortium. */
export function AgreementsPanel({ items, facilities, nameOf, changed }: AgreementsPanelProps) {
  const words = useWords(consortiumWords);
  const texts = useWords(agreementWords);
  const mayManage = mayOf(useMe(), "consortium.manage");
  const [doing, setDoing] = useState<Doing>();
  const cancel = () => setDoing(undefined);
  const done = () => {
    cancel();
    changed();
  };

  const inHand = doing === undefined || doing.what === "make" ? undefined : items.find(({ id }) => id === doing.id);

  function actionsOf({ id, fromFacilityId, toFacilityId, isInForce }: AgreementView) {
    const [from, to] = [nameOf(fromFacilityId), nameOf(toFacilityId)];
    return (
      <div className={classes.row}>
        <Button aria-label={words.changeOf(from, to)} onClick={() => setDoing({ what: "change", id })}>
          {words.change}
        </Button>
        {isInForce && (
          <Button aria-label={words.endOf(from, to)} onClick={() => setDoing({ what: "end", id })}>
            {words.end}
          </Button>
        )}
      </div>
    );
  }

  return (
    <Panel heading={words.agreements}>
      <DataTable<AgreementView>
        label={words.agreements}
        rows={items}
        keyOf={({ id }) => id}
        empty={words.noAgreements}
        columns={[
          {
            key: "between",
            head: words.between,
            isName: true,
            cell: ({ fromFacilityId, toFacilityId }) => `${nameOf(fromFacilityId)} → ${nameOf(toFacilityId)}`,
          },
          {
            key: "covers",
            head: words.what,
            cell: ({ covers }) => covers.map((cover) => words.covers[cover]).join("、"),
          },
          {
            key: "valid",
            head: words.valid,
            cell: (agreement) => validText(agreement, words, texts.halted),
          },
          {
            key: "text",
            head: texts.open,
            cell: ({ id, fromFacilityId, toFacilityId, content, number }) => (
              <>
                {content === undefined && `▲ ${texts.notSaid} `}
                <Link
                  className={classes.link}
                  href={`/agreements/${encodeURIComponent(id)}`}
                  aria-label={texts.openOf(nameOf(fromFacilityId), nameOf(toFacilityId))}
                >
                  {texts.open}
                </Link>{" "}
                {number}
              </>
            ),
          },
          { key: "history", head: words.history, cell: (agreement) => <AgreementHistory agreement={agreement} /> },
          ...(mayManage ? [{ key: "do", head: words.handle, isBare: true as const, cell: actionsOf }] : []),
        ]}
      />
      {mayManage && doing === undefined && <Button onClick={() => setDoing({ what: "make" })}>{words.make}</Button>}
      {doing?.what === "make" && <AgreementForm facilities={facilities} done={done} cancel={cancel} />}
      {doing !== undefined && inHand !== undefined && (
        // Below the table, where there is room; named, since its row may be out of sight.
        <AgreementInHand
          key={`${doing.what} ${inHand.id}`}
          names={[nameOf(inHand.fromFacilityId), nameOf(inHand.toFacilityId)]}
          what={doing.what}
        >
          {doing.what === "end" ? (
            <EndAgreementForm agreement={inHand} done={done} cancel={cancel} />
          ) : (
            <AgreementForm agreement={inHand} facilities={facilities} done={done} cancel={cancel} />
          )}
        </AgreementInHand>
      )}
    </Panel>
  );
}

interface InHandProps {
  readonly names: readonly [from: string, to: string];
  readonly what: Doing["what"];
  readonly children: ReactNode;
}

/** The form of one agreement of the table: says whose it is and comes into sight. */
function AgreementInHand({ names: [from, to], what, children }: InHandProps) {
  const words = useWords(consortiumWords);
  const block = useRef<HTMLDivElement>(null);
  useEffect(() => {
    block.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={block}>
      <h3>{what === "end" ? words.endOf(from, to) : words.changeOf(from, to)}</h3>
      {children}
    </div>
  );
}
