import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import type { Page } from "playwright-core";
import { ownAddress } from "./own-address.ts";

/** A line between pages that can be cut: what they send each other goes through here, and nowhere else. */
export interface LossyLine {
  /** From now on nothing passes, or everything does again. */
  cut(isCut: boolean): void;
  /** How many datagrams were passed on so far. */
  passed(): number;
  /** The page hears of the others' candidates only as places of this line. Before the page opens any call. */
  take(page: Page): Promise<void>;
  close(): void;
}

/** Opens a line by UDP on this machine: for each candidate a door, and behind it a socket for each who knocks. */
export function openLine(): LossyLine {
  let isCut = false;
  let count = 0;
  const sockets: Socket[] = [];
  const doors = new Map<string, Promise<string>>();

  function pass(socket: Socket, message: Buffer, port: number, address: string): void {
    if (isCut) return;
    count += 1;
    socket.send(message, port, address, () => undefined);
  }

  function bound(address: string): Promise<Socket> {
    const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
    sockets.push(socket);
    socket.on("error", () => undefined);
    return new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.bind(0, address, () => resolve(socket));
    });
  }

  async function doorTo(address: string, port: number): Promise<string> {
    const door = await bound(address);
    const behind = new Map<string, Promise<Socket>>();
    const forwarder = async (from: RemoteInfo): Promise<Socket> => {
      const socket = await bound(address);
      socket.on("message", (answer) => pass(door, answer, from.port, from.address));
      return socket;
    };
    const enter = async (message: Buffer, from: RemoteInfo): Promise<void> => {
      const key = `${from.address} ${from.port}`;
      const made = behind.get(key) ?? forwarder(from);
      behind.set(key, made);
      pass(await made, message, port, address);
    };
    door.on("message", (message, from) => void enter(message, from));
    return `${address} ${door.address().port}`;
  }

  return {
    cut: (next) => {
      isCut = next;
    },
    passed: () => count,
    async take(page) {
      await page.exposeFunction("doorTo", (place: string) => {
        const [named = "", port = ""] = place.split(" ");
        // Chromium hides a machine's addresses behind names of a moment: both pages are on this one.
        const address = named.endsWith(".local") ? ownAddress() : named;
        const door = doors.get(place) ?? doorTo(address, Number(port));
        doors.set(place, door);
        return door;
      });
      await page.addInitScript(() => {
        const { doorTo } = globalThis as unknown as { doorTo(place: string): Promise<string> };
        const real = RTCPeerConnection.prototype.addIceCandidate;
        const describe = RTCPeerConnection.prototype.setRemoteDescription;
        // foundation, component, transport, priority, address, port, the rest
        const form = /^((?:a=)?candidate:\S+ \d+ )(\S+)( \d+ )(\S+) (\d+)( .*)$/i;
        RTCPeerConnection.prototype.addIceCandidate = async function (this: RTCPeerConnection, given) {
          const parts = form.exec(given?.candidate ?? "");
          if (parts === null) return;
          const [, head, transport, priority, address, port, rest] = parts;
          if (transport?.toLowerCase() !== "udp") return;
          const place = await doorTo(`${address} ${port}`);
          const candidate = `${head}${transport}${priority}${place}${rest}`;
          return Reflect.apply(real, this, [{ ...given, candidate }]);
        } as typeof real;
        RTCPeerConnection.prototype.setRemoteDescription = async function (this: RTCPeerConnection, given) {
          const sdp = given.sdp?.replace(/^a=(candidate:|end-of-candidates).*\r\n/gm, "");
          return Reflect.apply(describe, this, [{ type: given.type, ...(sdp !== undefined && { sdp }) }]);
        } as typeof describe;
      });
    },
    close() {
      for (const socket of sockets) socket.close();
    },
  };
}
