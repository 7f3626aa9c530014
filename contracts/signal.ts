import * as z from "zod/mini";
import { peerId } from "./http/visits.ts";

/** Longest description of a call that a page sends or takes; the broker of a box takes no more. */
export const longestSignal = 30_000;

const to = peerId;
/**
 * Which connection between the two it belongs to: each one that takes the place of another counts one more. What belongs to
 * an earlier one is thrown away.
 */
const generation = z._default(z.int().check(z.gte(0), z.lte(1_000_000)), 0);

/**
 * One message on `anhu/v1/visits/<visitId>/<peerId>`, from the page of the topic's last part to one other, or to all. Nothing
 * of it is stored. What cannot be read is thrown away.
 */
export const signal = z.discriminatedUnion("kind", [
  /** SDP (RFC 8866) by the rules of JSEP: an offer, an answer or a rollback. */
  z.object({
    kind: z.literal("description"),
    to,
    generation,
    type: z.enum(["offer", "answer", "pranswer", "rollback"]),
    sdp: z.string().check(z.maxLength(longestSignal)),
  }),
  z.object({
    kind: z.literal("candidate"),
    to,
    generation,
    candidate: z.string().check(z.maxLength(2000)),
    sdpMid: z.optional(z.nullable(z.string().check(z.maxLength(100)))),
    sdpMLineIndex: z.optional(z.nullable(z.int())),
  }),
  /** The connection between the two is dead: this page begins another one and waits for the other's offer. */
  z.object({ kind: z.literal("renew"), to, generation }),
  /**
   * The page is there, or is there again: who knows nothing of it yet reads the visit. What it `lacks` nobody there switched off:
   * it has no device for it, or lost it.
   */
  z.object({
    kind: z.literal("here"),
    isMuted: z.boolean(),
    isDark: z.boolean(),
    lacks: z.optional(z.array(z.enum(["audio", "video"]))),
  }),
  /** Something of the visit changed: read it again. */
  z.object({ kind: z.literal("changed") }),
  z.object({ kind: z.literal("bye") }),
]);
export type Signal = z.infer<typeof signal>;
