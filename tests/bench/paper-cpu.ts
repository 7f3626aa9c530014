import { gzipSync } from "node:zlib";
import { printForm } from "../../functions/printing/print-form.ts";
import { referralForm } from "../../functions/printing/referral-form.ts";
import { downPapers, exampleNow, upPapers } from "../papers/example-papers.ts";

/** One paper: milliseconds of CPU to print it, and its size. */
export interface PaperCost {
  readonly paper: string;
  readonly cpuMs: number;
  readonly kib: number;
  /** How much of it a gateway that compresses still sends. */
  readonly gzipKib: number;
}

const rounds = 10;

/**
 * What printing costs: 双向转诊单 out and back, beside a sheet that bears nothing but a title and a foot line in the same
 * fonts. CPU of all threads, since compression runs beside; the first of each, which loads fonts, is not counted.
 */
export async function measurePapers(): Promise<readonly PaperCost[]> {
  const sheet = { title: "双向转诊（转出）单", blocks: [], foot: "2026-11-22", madeAt: exampleNow };
  return [
    await costOf("empty sheet", () => printForm(sheet)),
    await costOf("转出单", () => referralForm(upPapers)),
    await costOf("回转单", () => referralForm(downPapers)),
  ];
}

async function costOf(paper: string, print: () => Promise<Buffer>): Promise<PaperCost> {
  const pdf = await print();
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) await print();
  const { user, system } = process.cpuUsage(before);
  return {
    paper,
    cpuMs: (user + system) / 1000 / rounds,
    kib: pdf.length / 1024,
    gzipKib: gzipSync(pdf).length / 1024,
  };
}
