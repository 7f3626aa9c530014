import { Link } from "wouter";
import { deviceKindLabel } from "../../contracts/descriptions.ts";
import type { DeviceView } from "../../contracts/http/devices.ts";
import { useBoard } from "../data/use-board.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Moment } from "../parts/moment.tsx";
import { useSpeech } from "../words/language.tsx";
import classes from "./tables.module.css";

/** Every device, those that need somebody first. */
export function DeviceTable({ devices }: { readonly devices: readonly DeviceView[] }) {
  const { words, say } = useSpeech();
  const { county } = useBoard();
  const silent = devices.filter(({ isSilent, revokedAt }) => isSilent && revokedAt === undefined).length;
  const revoked = devices.filter(({ revokedAt }) => revokedAt !== undefined).length;
  if (devices.length === 0) return <p>{words.noDevicesYet}</p>;
  const urgency = (device: DeviceView) => (device.revokedAt !== undefined ? 2 : device.isSilent ? 0 : 1);
  const sorted = devices.toSorted(
    (a, b) => urgency(a) - urgency(b) || a.id.localeCompare(b.id, "en", { numeric: true }),
  );
  return (
    <>
      <p>{words.deviceCounts(devices.length, silent, revoked)}</p>
      <div className={classes.devices}>
        <DataTable<DeviceView>
          label={words.devices}
          rows={sorted}
          keyOf={({ id }) => id}
          empty={words.noDevicesYet}
          columns={[
            { key: "kind", head: words.kind, isName: true, cell: ({ kind }) => say(deviceKindLabel(kind)) },
            {
              key: "resident",
              head: words.resident,
              cell: ({ residentId }) =>
                residentId === undefined ? (
                  "—"
                ) : (
                  <Link href={`/residents/${residentId}`}>{county?.residents.get(residentId)?.name ?? residentId}</Link>
                ),
            },
            {
              key: "connection",
              head: words.connection,
              cell: (device) =>
                device.state !== "in-service" ? (
                  words[device.state]
                ) : device.isSilent ? (
                  <strong>{words.silent}</strong>
                ) : (
                  words[device.connection ?? "unknown"]
                ),
            },
            {
              key: "heard",
              head: words.lastHeard,
              cell: ({ lastHeardAt }) =>
                lastHeardAt === undefined ? words.neverHeard : <Moment at={Date.parse(lastHeardAt)} />,
            },
            {
              key: "battery",
              head: words.battery,
              cell: ({ batteryPercent }) =>
                batteryPercent === undefined ? "—" : `${Math.round(batteryPercent)}\u2009%`,
            },
            { key: "number", head: words.number, cell: ({ id }) => <span className={classes.code}>{id}</span> },
          ]}
        />
      </div>
    </>
  );
}
