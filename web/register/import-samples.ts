import type { ImportResult } from "../../contracts/http/import.ts";

const samples: Readonly<Record<ImportResult["kind"], readonly string[]>> = {
  residents: [
    "编号,姓名,性别,出生日期,床位,失能等级,过敏,联系人,预嘱",
    "p001,王桂英,女,1941-03-08,b1,2,青霉素,王强/儿子/13800000001,",
    "p002,李建国,男,1938-11-20,,0,,,",
  ],
  devices: ["编号,类型,服务对象", "mat-0101,床垫传感器,p001", "band-0101,手环,p001"],
};

/** A table to fill in. It begins with a byte order mark, by which spreadsheet programs know that it is UTF-8. */
export function sampleOf(kind: ImportResult["kind"]): string {
  return `\uFEFF${samples[kind].join("\r\n")}\r\n`;
}
