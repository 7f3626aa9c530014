import { type Pattern, patterns } from "./sound-plan.ts";

/** Pulse lengths and the gaps between pulses and groups, in seconds; shorter is more urgent. */
const shapes = {
  high: { pulse: 0.14, gap: 0.1, pause: 0.4, pitch: 660, volume: 0.5 },
  medium: { pulse: 0.2, gap: 0.18, pause: 0.4, pitch: 520, volume: 0.4 },
  low: { pulse: 0.22, gap: 0.2, pause: 0.4, pitch: 392, volume: 0.3 },
  lost: { pulse: 0.24, gap: 0.24, pause: 0.4, pitch: 294, volume: 0.35 },
} as const;
/** A pulse needs harmonics to be located by ear: the fundamental and four above it. */
const harmonics = [0, 1, 0.6, 0.5, 0.4, 0.3];

let audio: AudioContext | undefined;

/** Makes ready to sound; answers whether the browser allows it, which it does only after somebody has touched the page. */
export async function openAudio(): Promise<boolean> {
  audio ??= new AudioContext();
  await audio.resume().catch(() => undefined);
  return audio.state === "running";
}

/** Plays the pattern of a priority once. */
export function playPattern(pattern: Pattern): void {
  audio ??= new AudioContext();
  void audio.resume();
  const shape = shapes[pattern];
  const wave = audio.createPeriodicWave(new Float32Array(harmonics.length), Float32Array.from(harmonics));
  let at = audio.currentTime + 0.02;
  for (const pulses of patterns[pattern].pulses) {
    for (let n = 0; n < pulses; n++) {
      pulse(audio, wave, at, shape);
      at += shape.pulse + shape.gap;
    }
    at += shape.pause;
  }
}

function pulse(context: AudioContext, wave: PeriodicWave, at: number, shape: (typeof shapes)[Pattern]): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.setPeriodicWave(wave);
  oscillator.frequency.value = shape.pitch;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(shape.volume, at + 0.02);
  gain.gain.setValueAtTime(shape.volume, at + shape.pulse - 0.03);
  gain.gain.linearRampToValueAtTime(0, at + shape.pulse);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + shape.pulse);
}
