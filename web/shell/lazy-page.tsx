import { type FunctionComponent, lazy } from "react";

export interface PageProps {
  /** What stands in the address for `:id` and the like. */
  readonly params: Readonly<Record<string, string | undefined>>;
}

/** A page whose code comes when it is first opened, by its name in its module. */
export function lazyPage<Name extends string>(
  name: Name,
  load: () => Promise<Readonly<Record<Name, FunctionComponent>>>,
): FunctionComponent {
  return lazy(async () => {
    const Page: FunctionComponent = (await load())[name];
    return { default: Page };
  });
}

/** The same of a page about whom or what stands in the address as `:id`: for somebody else it begins anew. */
export function lazyPageOf<Name extends string>(
  name: Name,
  load: () => Promise<Readonly<Record<Name, FunctionComponent<{ readonly id: string }>>>>,
): FunctionComponent<PageProps> {
  return lazy(async () => {
    const Page: FunctionComponent<{ readonly id: string }> = (await load())[name];
    return { default: ({ params }: PageProps) => <Page key={params.id} id={params.id ?? ""} /> };
  });
}
