import type { SnapshotView } from "../../contracts/http/referral-papers.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { dateOf, epochOf } from "../../contracts/iso-time.ts";
import { snapshotView } from "../../contracts/papers/snapshot-view.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import { noneKnownFacts, saysNone } from "../../domain/model/none-known.ts";
import { completePapers as completed, houseOfSnapshot } from "../../domain/referrals/complete-papers.ts";
import { callersFields, mayComplete } from "../../domain/referrals/may-complete.ts";
import { arePapersOpen } from "../../domain/referrals/papers-due.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import { endedAlert } from "../../domain/referrals/referral-alerts.ts";
import type { Snapshot, StatementsChange } from "../../domain/referrals/snapshot.ts";
import { inOrder } from "../../domain/referrals/snapshot-chain.ts";
import { type FollowUp, noneHere } from "../../domain/referrals/snapshot-fields.ts";
import { actorOf } from "../judging/act-on-alert.ts";
import { openAlert } from "../referring/alerts-along.ts";
import { papersChanged, papersFull } from "../referring/papers-refusals.ts";
import { possibleConsent } from "../referring/possible-consent.ts";
import {
  followUpImpossible,
  noSnapshot,
  notYourPart,
  referralChangedByOthers,
} from "../referring/referral-refusals.ts";
import { tellPages } from "../referring/tell-houses.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";

type Input = HttpInput<(typeof routes)["complete-papers"]>;

const maxTries = 20;

/**
 * Fills in, puts right or hands over a snapshot, of the house whose word it is; whoever called from the bedside adds what they
 * saw. Whoever loses a race against another step of
 * the case writes on what that left, unless another one said something else of the same field: then they are told what.
 */
export async function completePapers(
  { path, body, caller }: Input,
  deps: Deps<"complete-papers">,
): Promise<SnapshotView> {
  const by = actorOf(caller, body.by);
  const clientAt = body.clientAt === undefined ? undefined : epochOf(body.clientAt);
  const newId = deps.newId();
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const referral = await deps.referrals.find(path.id);
    if (referral === undefined) throw unknown("referral", path.id);
    const snapshots = readableOf(await deps["referral-steps"].listSnapshots(path.id), deps.log);
    const snapshot = chosen(snapshots, body.snapshotId);
    if (snapshot === undefined) throw noSnapshot(path.id);
    const facilityId = houseOfSnapshot(referral, snapshots, snapshot);
    const may = mayComplete(caller, referral, snapshots, snapshot);
    if (may === "nothing" || (may === "what-they-saw" && !isWhatTheySaw(body))) throw notYourPart(path.id);
    if (plansThePast(body.change?.followUps ?? [], inOrder(snapshots), deps.now())) throw followUpImpossible();
    const asked = {
      change: changeOf(body.change ?? {}, deps.now()),
      saw: seenOf(body.saw ?? {}),
      seal: body.seal === true,
      by,
      facilityId,
      newId,
      ...(clientAt === undefined ? {} : { clientAt }),
    };
    const done = completed(referral, snapshots, snapshot, asked, deps.now());
    if (done.kind === "nothing") return snapshotView(done.snapshot);
    if (done.kind === "full") throw papersFull(path.id);
    if (done.kind === "changed-meanwhile") throw papersChanged(path.id, done.snapshot, done.names);
    if (body.version !== undefined && body.version !== referral.version) throw referralChangedByOthers(path.id);
    const { step, snapshot: written } = done;
    const { referral: after, changed } = await papersAlertEnded(done.referral, deps);
    if ((await deps.referrals.advance({ referral: after, step, snapshots: [written], changed })) === "advanced") {
      await tellPages(referral, after, changed, deps);
      return snapshotView(written);
    }
    await deps.backOff(attempt);
  }
  throw referralChangedByOthers(path.id);
}

/** Nobody is late any more with papers that are complete: it is said in the write that completes them. */
async function papersAlertEnded(
  referral: Referral,
  deps: Deps<"complete-papers">,
): Promise<{ readonly referral: Referral; readonly changed: readonly Alert[] }> {
  const { latePapersAlertId, ...others } = referral;
  if (latePapersAlertId === undefined || arePapersOpen(referral)) return { referral, changed: [] };
  const open = await openAlert(latePapersAlertId, deps);
  return { referral: others, changed: open === undefined ? [] : [endedAlert(open, deps.now())] };
}

function isWhatTheySaw({ change = {}, seal }: Input["body"]): boolean {
  const theirs: readonly string[] = callersFields;
  return seal !== true && Object.entries(change).every(([name, value]) => value === undefined || theirs.includes(name));
}

/** A follow-up for a day that is over, but for what the papers of the case have said before. */
function plansThePast(said: readonly FollowUp[], snapshots: readonly Snapshot[], now: number): boolean {
  const before = snapshots.flatMap(({ fields }) => fields.followUps?.value ?? []);
  const today = dateOf(now);
  return said.some(
    ({ what, dueOn }) => dueOn < today && !before.some((known) => known.what === what && known.dueOn === dueOn),
  );
}

/** What is kept of what was said: times are moments, and none of them is to come. */
function changeOf({ consent, ...told }: NonNullable<Input["body"]["change"]>, now: number): StatementsChange {
  const change = { ...told, ...listsOf(told) };
  if (consent === undefined || consent === null) return { ...change, consent } as StatementsChange;
  return { ...change, consent: possibleConsent(consent, now, "/change/consent") } as StatementsChange;
}

/** A list without anything takes away, and one whose only word is 无 says that there is none. */
function listsOf(told: NonNullable<Input["body"]["change"]>): StatementsChange {
  const lists = noneKnownFacts.flatMap((name): [string, typeof noneHere | null][] => {
    const list = told[name];
    if (!Array.isArray(list)) return [];
    return list.length === 0 ? [[name, null]] : saysNone(list) ? [[name, noneHere]] : [];
  });
  return Object.fromEntries(lists);
}

/** What somebody saw is compared with what is kept: there a time is a moment. */
function seenOf({ consent, ...saw }: NonNullable<Input["body"]["saw"]>): Readonly<Record<string, unknown>> {
  if (consent === undefined) return saw;
  const at = (consent as { readonly at?: unknown } | null)?.at;
  const moment = typeof at === "string" ? epochOf(at) : undefined;
  return { ...saw, consent: moment === undefined ? consent : { ...(consent as object), at: moment } };
}

/** The one that is named, or the last. */
function chosen(snapshots: readonly Snapshot[], id: string | undefined): Snapshot | undefined {
  return id === undefined ? inOrder(snapshots).at(-1) : snapshots.find((each) => each.id === id);
}
