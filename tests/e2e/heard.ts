import type { Page } from "playwright-core";

/** One pattern as it sounded: how many pulses each of its groups had. */
export type Burst = readonly number[];

interface Block {
  readonly at: number;
  readonly loudness: number;
}

/** Louder than nothing, softer than the softest pulse. */
const audible = 0.02;
const groupGapSeconds = 0.3;
const burstGapSeconds = 1.5;

/** Runs beside the page's own audio, on its thread: how loud each block of samples is that it renders. */
const microphone = `registerProcessor("microphone", class extends AudioWorkletProcessor {
  process([[samples]]) {
    const power = (samples ?? []).reduce((sum, sample) => sum + sample * sample, 0) / 128;
    this.port.postMessage({ at: currentTime, loudness: Math.sqrt(power) });
    return true;
  }
});`;

/**
 * Holds a microphone to the loudspeaker of every page that is opened from now on: whatever the page's own audio graph
 * sends to its destination is measured as it is rendered.
 */
export async function holdMicrophone(page: Page): Promise<void> {
  await page.addInitScript((source) => {
    const heard: unknown[] = [];
    Object.assign(globalThis, { heard });
    const plug = AudioNode.prototype.connect as (this: AudioNode, target: AudioNode) => AudioNode;
    const microphones = new WeakMap<BaseAudioContext, AudioNode>();
    globalThis.AudioContext = class extends AudioContext {
      constructor() {
        super();
        const stand = this.createGain();
        microphones.set(this, stand);
        const module = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
        void this.audioWorklet.addModule(module).then(() => {
          const held = new AudioWorkletNode(this, "microphone");
          held.port.onmessage = ({ data }) => heard.push(data);
          plug.call(stand, held);
          plug.call(held, this.destination);
        });
      }
    };
    AudioNode.prototype.connect = function connect(this: AudioNode, target: AudioNode) {
      const stand = microphones.get(this.context);
      if (stand !== undefined && target === this.context.destination) plug.call(this, stand);
      return plug.call(this, target);
    } as typeof AudioNode.prototype.connect;
  }, microphone);
}

/** What sounded so far, without a pattern that is still under way. */
export async function burstsHeard(page: Page): Promise<readonly Burst[]> {
  const blocks: readonly Block[] = await page.evaluate(() => (globalThis as unknown as { heard: Block[] }).heard);
  const bursts: number[][] = [];
  let silentSince = Number.NEGATIVE_INFINITY;
  let isSounding = false;
  for (const { at, loudness } of blocks) {
    if (loudness > audible && !isSounding) {
      const silence = at - silentSince;
      if (silence > burstGapSeconds) bursts.push([0]);
      else if (silence > groupGapSeconds) bursts.at(-1)?.push(0);
      const burst = bursts.at(-1) ?? [];
      burst[burst.length - 1] = (burst.at(-1) ?? 0) + 1;
    }
    if (loudness <= audible && isSounding) silentSince = at;
    isSounding = loudness > audible;
  }
  const isOver = !isSounding && (blocks.at(-1)?.at ?? 0) - silentSince > burstGapSeconds;
  return isOver ? bursts : bursts.slice(0, -1);
}
