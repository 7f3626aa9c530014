import { Link } from "wouter";
import { deviceKindLabel } from "../../contracts/descriptions.ts";
import type { DeviceView } from "../../contracts/http/devices.ts";
import { useBoard } from "../data/use-board.ts";
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={classes.scroll} aria-label={words.devices} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              {[words.kind, words.resident, words.connection, words.lastHeard, words.battery, words.number].map(
                (heading) => (
                  <th key={heading} scope="col">
                    {heading}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {sorted.map((device) => (
              <tr key={device.id}>
                <th scope="row">{say(deviceKindLabel(device.kind))}</th>
                <td>
                  {device.residentId === undefined ? (
                    "—"
                  ) : (
                    <Link href={`/residents/${device.residentId}`}>
                      {county?.residents.get(device.residentId)?.name ?? device.residentId}
                    </Link>
                  )}
                </td>
                <td>
                  {device.state !== "in-service" ? (
                    words[device.state]
                  ) : device.isSilent ? (
                    <strong>{words.silent}</strong>
                  ) : (
                    words[device.connection ?? "unknown"]
                  )}
                </td>
                <td>
                  {device.lastHeardAt === undefined ? words.neverHeard : <Moment at={Date.parse(device.lastHeardAt)} />}
                </td>
                <td>{device.batteryPercent === undefined ? "—" : `${Math.round(device.batteryPercent)}\u2009%`}</td>
                <td className={classes.code}>{device.id}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
