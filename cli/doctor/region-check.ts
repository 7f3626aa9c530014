import type { Cell } from "../../contracts/cell.ts";
import { type Finding, warning } from "./finding.ts";

/** The regions that AWS names, by the part of the world. A new one is only warned of. */
const known: Readonly<Record<string, readonly string[]>> = {
  af: ["south-1"],
  ap: [
    ...["east-1", "east-2", "south-1", "south-2", "northeast-1", "northeast-2", "northeast-3"],
    ...["southeast-1", "southeast-2", "southeast-3", "southeast-4", "southeast-5", "southeast-6", "southeast-7"],
  ],
  ca: ["central-1", "west-1"],
  cn: ["north-1", "northwest-1"],
  eu: ["central-1", "central-2", "north-1", "south-1", "south-2", "west-1", "west-2", "west-3"],
  eusc: ["de-east-1"],
  il: ["central-1"],
  me: ["central-1", "south-1"],
  mx: ["central-1"],
  sa: ["east-1"],
  us: ["east-1", "east-2", "west-1", "west-2", "gov-east-1", "gov-west-1"],
};

/** Warns of a region that has the form of one but is none that is known, such as `eu-centrall-9`. */
export function regionFindings({ region }: Pick<Cell, "region">): readonly Finding[] {
  const at = region.indexOf("-");
  const names = known[region.slice(0, at)] ?? [];
  if (names.includes(region.slice(at + 1))) return [];
  return [
    warning(
      "region",
      { zh: `没有听说过 AWS 区域 ${region}`, en: `${region} is no AWS region that is known here` },
      {
        zh: "核对单元文件中的 region；若为新区域则无妨",
        en: "check region in the cell file; if it is a new one, all is well",
      },
    ),
  ];
}
