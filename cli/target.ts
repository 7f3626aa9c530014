import type { Cell } from "../contracts/cell.ts";
import type { BoxChoice, ChosenBox } from "./box-address.ts";
import { CommandFailedError } from "./failure.ts";
import type { Service } from "./service.ts";
import type { Terminal } from "./terminal.ts";

/** The options that say which service is meant; every command takes them. */
export interface TargetOptions extends BoxChoice {
  readonly cell?: string;
  readonly cells?: string;
}

export type Target =
  | { readonly kind: "box"; readonly box: ChosenBox; readonly service: Service }
  | { readonly kind: "cell"; readonly cell: Cell; readonly service: Service };

/** The service meant: a cell by `--cell`, otherwise a box. A cell of another account is refused. */
export async function targetOf(options: TargetOptions, terminal: Pick<Terminal, "warn">): Promise<Target> {
  if (options.cell === undefined) {
    const [{ chosenBox }, { boxService }] = await Promise.all([import("./box-address.ts"), import("./box-service.ts")]);
    const box = chosenBox(options, terminal.warn);
    return { kind: "box", box, service: boxService(box) };
  }
  const cell = await ownCell(options);
  // The SDK takes a moment to load, and no box needs it.
  const { lambdaService } = await import("./cells/lambda-service.ts");
  return { kind: "cell", cell, service: lambdaService(cell, Date.now) };
}

/** The cell of `--cell`, refused when its file names another account than that of the credentials. */
export async function ownCell(options: TargetOptions): Promise<Cell> {
  const cell = await chosenCell(options);
  if (cell.account !== undefined) await (await import("./aws/account.ts")).callerOf(cell);
  return cell;
}

/** The cell of `--cell`; `--box` and `--data` beside it are refused, since both cannot be meant. */
export async function chosenCell({ box, data, cell, cells }: TargetOptions): Promise<Cell> {
  if (cell === undefined)
    throw new CommandFailedError(
      { zh: "此命令针对单元：请指明 --cell NAME", en: "this command is about a cell: say which, --cell NAME" },
      { kind: "usage" },
    );
  if (box !== undefined || data !== undefined)
    throw new CommandFailedError(
      { zh: "--cell 不能与 --box、--data 同时使用", en: "--cell does not go together with --box or --data" },
      { kind: "usage" },
    );
  if (!/^[^/\\\s]+$/.test(cell))
    throw new CommandFailedError(
      {
        zh: `--cell 应为单元名称，如 taihe，而不是“${cell}”`,
        en: `--cell takes the name of a cell such as taihe, not "${cell}"`,
      },
      { kind: "usage" },
    );
  const { cellsFolder, readCell } = await import("./cells/cell-files.ts");
  return readCell(cellsFolder(cells), cell, process.env);
}
