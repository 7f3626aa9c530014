import type { Resource } from "../cloud.ts";

/** The route that a request takes. */
export interface MatchedRoute {
  readonly apiId: string;
  readonly routeKey: string;
  /** As the template has it, e.g. `/api/residents/{id}`. */
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly functionArn: string;
  /** Absent for a route that anybody may take. */
  readonly authorizer?: { readonly issuer: string; readonly audiences: readonly string[] };
}

interface Route {
  readonly ApiId: string;
  readonly RouteKey: string;
  readonly Target: string;
  readonly AuthorizationType?: "NONE" | "JWT";
  readonly AuthorizerId?: string;
}

/** Finds the route for a method and path among those of the templates; one without variables goes first. */
export function routesOf(resources: readonly Resource[]): (method: string, path: string) => MatchedRoute | undefined {
  const byRef = (type: string) =>
    new Map(resources.filter((one) => one.type === type).map((one) => [one.ref, one.properties]));
  const integrations = byRef("AWS::ApiGatewayV2::Integration");
  const authorizers = byRef("AWS::ApiGatewayV2::Authorizer");
  const routes = resources
    .filter(({ type }) => type === "AWS::ApiGatewayV2::Route")
    .map(({ properties }) => routeOf(properties as unknown as Route))
    .toSorted((one, other) => one.names.length - other.names.length);

  function routeOf({
    ApiId: apiId,
    RouteKey: routeKey,
    Target: target,
    AuthorizationType: type = "NONE",
    AuthorizerId: id = "",
  }: Route) {
    const [method, path] = routeKey.split(" ") as [string, string];
    const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name as string);
    const pattern = new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "([^/]+)")}$`);
    const integration = integrations.get(target.replace("integrations/", ""));
    if (integration?.PayloadFormatVersion !== "2.0")
      throw new Error(`${routeKey} leads to no integration of format 2.0`);
    const functionArn = integration.IntegrationUri as string;
    const authorizer = type === "NONE" ? {} : { authorizer: authorizerOf(routeKey, type, id) };
    return { method, pattern, names, path, apiId, routeKey, functionArn, ...authorizer };
  }

  function authorizerOf(routeKey: string, type: string, id: string): NonNullable<MatchedRoute["authorizer"]> {
    const { JwtConfiguration: jwt } = (authorizers.get(id) ?? {}) as {
      JwtConfiguration?: { Issuer: string; Audience: string[] };
    };
    if (type !== "JWT" || jwt === undefined)
      throw new Error(`${routeKey} has the authorization ${type}, which is not known here`);
    return { issuer: jwt.Issuer, audiences: jwt.Audience };
  }

  return (method, requested) => {
    for (const { method: own, pattern, names, ...route } of routes) {
      const found = own === method || own === "ANY" ? pattern.exec(requested) : null;
      if (found === null) continue;
      const values = found.slice(1).map((value) => decodeURIComponent(value));
      return { ...route, parameters: Object.fromEntries(names.map((name, at) => [name, values[at] as string])) };
    }
    return undefined;
  };
}
