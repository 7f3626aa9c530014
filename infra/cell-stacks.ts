import type { App, StackProps } from "aws-cdk-lib";
import type { Cell } from "../contracts/cell.ts";
import { DataStack } from "./data-stack.ts";
import { EntryStack } from "./entry-stack.ts";
import type { RoutePart } from "./function-stacks.ts";
import { stackName } from "./names.ts";
import { PagesStack } from "./pages-stack.ts";
import { ApiStack, ServiceStack } from "./service-stack.ts";
import { WatchStack } from "./watch-stack.ts";

export interface CellStacks {
  readonly data: DataStack;
  readonly entry: EntryStack;
  readonly service: ServiceStack;
  readonly api: ApiStack;
  readonly consortium: ApiStack;
  readonly families: ApiStack;
  readonly pages: PagesStack;
  readonly watch: WatchStack;
}

export interface CellStacksOptions {
  /** Of the credentials, for a cell that names none. @default whichever account deploys */
  readonly account?: string | undefined;
  /** Folder of the built pages. @default web/dist */
  readonly pages?: string;
}

/** The stacks of one cell, in the order in which they are deployed. */
export function cellStacks(app: App, cell: Cell, options: CellStacksOptions = {}): CellStacks {
  const account = cell.account ?? options.account;
  const props = (part: string, description: string): StackProps & { readonly cell: Cell } => ({
    cell,
    stackName: stackName(cell, part),
    description: `Anhu, cell ${cell.name}: ${description}`,
    env: { region: cell.region, ...(account !== undefined && { account }) },
  });
  const add = <S>(part: string, make: (id: string) => S): S => make(stackName(cell, part));
  const data = add("Data", (id) => new DataStack(app, id, props("Data", "what outlives every deployment")));
  const { key, users } = data;
  const entry = add("Entry", (id) => new EntryStack(app, id, { ...props("Entry", "addresses, sign-in"), key, users }));
  const { api, signIn, distribution, origin } = entry;
  const service = add(
    "Service",
    (id) => new ServiceStack(app, id, { ...props("Service", "functions and what starts them"), key, api, signIn }),
  );
  const routesOf = (part: RoutePart, description: string): ApiStack =>
    add(part, (id) => new ApiStack(app, id, { ...props(part, description), part, key, api, signIn, service }));
  const routes = routesOf("Api", "functions that people start");
  const together = routesOf("Consortium", "functions that people start for what houses do together");
  const families = routesOf("Families", "functions of relatives, consent and retention");
  const pages = add(
    "Pages",
    (id) =>
      new PagesStack(app, id, {
        ...props("Pages", "the pages"),
        key,
        api,
        distribution,
        origin,
        signIn,
        ...(options.pages !== undefined && { files: options.pages }),
      }),
  );
  const watch = add(
    "Watch",
    (id) => new WatchStack(app, id, { ...props("Watch", "alarms and dashboard"), key, apiId: api.apiId }),
  );
  entry.addStackDependency(data);
  service.addStackDependency(data);
  for (const stack of [routes, together, families]) {
    stack.addStackDependency(service);
    watch.addStackDependency(stack);
    pages.addStackDependency(stack);
  }
  return { data, entry, service, api: routes, consortium: together, families, pages, watch };
}
