import type { App, StackProps } from "aws-cdk-lib";
import type { Cell } from "../contracts/cell.ts";
import { DataStack } from "./data-stack.ts";
import { EntryStack } from "./entry-stack.ts";
import { stackName } from "./names.ts";
import { PagesStack } from "./pages-stack.ts";
import { ApiStack, ServiceStack } from "./service-stack.ts";
import { WatchStack } from "./watch-stack.ts";

export interface CellStacks {
  readonly data: DataStack;
  readonly entry: EntryStack;
  readonly service: ServiceStack;
  readonly api: ApiStack;
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
  const routes = add(
    "Api",
    (id) => new ApiStack(app, id, { ...props("Api", "functions that people start"), key, api, signIn, service }),
  );
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
  routes.addStackDependency(service);
  watch.addStackDependency(routes);
  pages.addStackDependency(routes);
  return { data, entry, service, api: routes, pages, watch };
}
