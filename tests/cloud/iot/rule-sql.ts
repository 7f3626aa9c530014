/** A message as a rule sees it. */
export interface RuleMessage {
  /** Without the prefix of Basic Ingest. */
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly at: number;
  readonly traceId: string;
  /** Absent for a message that did not come over MQTT. */
  readonly clientId?: string;
  /** The certificate's fingerprint, or who signed the request. */
  readonly principal?: string;
}

/** A rule's SQL says something that this evaluator does not know, or that IoT Core would not take. */
export class RuleSqlError extends Error {
  readonly code = "rule-sql";
}

/** The rule asks for the message's JSON, and the message is none: nothing comes of it on AWS but a ParseError metric. */
export class PayloadNotJsonError extends Error {
  readonly code = "payload-not-json";
}

export type Expression =
  | { readonly kind: "everything" }
  | { readonly kind: "literal"; readonly value: string | number }
  | { readonly kind: "attribute"; readonly path: readonly string[] }
  | { readonly kind: "call"; readonly name: keyof typeof functions; readonly args: readonly Expression[] };

export interface RuleQuery {
  readonly columns: readonly { readonly name: string | undefined; readonly value: Expression }[];
  readonly filter: string;
}

type Value = unknown;

/** Name → number of arguments and meaning, as IoT SQL 2016-03-23 has them. */
const functions = {
  topic: {
    arity: [0, 1],
    // Counted from 1; there is no level beyond the last.
    of: ({ topic }: RuleMessage, level?: Value) => (level === undefined ? topic : topic.split("/")[Number(level) - 1]),
  },
  timestamp: { arity: [0], of: ({ at }: RuleMessage) => at },
  traceid: { arity: [0], of: ({ traceId }: RuleMessage) => traceId },
  clientid: { arity: [0], of: ({ clientId }: RuleMessage) => clientId ?? "N/A" },
  principal: { arity: [0], of: ({ principal }: RuleMessage) => principal },
  encode: { arity: [2], of: () => undefined },
} as const;

/** Parses `SELECT … FROM '…'`; throws a {@link RuleSqlError} for everything else, a WHERE included. */
export function parseRule(sql: string): RuleQuery {
  const tokens = tokensOf(sql);
  const expect = (wanted: RegExp): string => {
    const token = tokens.shift();
    if (token === undefined || !wanted.test(token)) throw new RuleSqlError(`"${token ?? "the end"}" in ${sql}`);
    return token;
  };

  function expression(): Expression {
    const token = expect(/^(?:\*|'.*'|[0-9]+|[A-Za-z_][\w.]*)$/s);
    if (token === "*") return { kind: "everything" };
    if (token.startsWith("'")) return { kind: "literal", value: unquoted(token) };
    if (/^[0-9]/.test(token)) return { kind: "literal", value: Number(token) };
    if (tokens[0] !== "(") return { kind: "attribute", path: token.split(".") };
    return call(token.toLowerCase());
  }

  function call(name: string): Expression {
    if (!Object.hasOwn(functions, name)) throw new RuleSqlError(`the function ${name} is not known here: ${sql}`);
    const known = name as keyof typeof functions;
    const args: Expression[] = [];
    expect(/^\($/);
    while (tokens[0] !== ")") {
      if (args.length > 0) expect(/^,$/);
      args.push(expression());
    }
    expect(/^\)$/);
    if (!(functions[known].arity as readonly number[]).includes(args.length)) {
      throw new RuleSqlError(`${name} does not take ${args.length} arguments: ${sql}`);
    }
    checkArguments(known, args, sql);
    return { kind: "call", name: known, args };
  }

  expect(/^select$/i);
  const columns = [];
  do {
    if (columns.length > 0) expect(/^,$/);
    const value = expression();
    const isNamed = /^as$/i.test(tokens[0] ?? "");
    if (isNamed) tokens.shift();
    const name = isNamed ? expect(/^[A-Za-z_]\w*$/) : value.kind === "attribute" ? value.path.at(-1) : undefined;
    if (name === undefined && value.kind !== "everything") throw new RuleSqlError(`a column without AS: ${sql}`);
    if (name !== undefined && value.kind === "everything") throw new RuleSqlError(`* AS ${name}: ${sql}`);
    columns.push({ name, value });
  } while (tokens[0] === ",");
  expect(/^from$/i);
  const filter = unquoted(expect(/^'.+'$/s));
  if (tokens.length > 0) throw new RuleSqlError(`"${tokens.join(" ")}" after FROM is not known here`);
  return { columns, filter };
}

/** What a rule hands on of a message; a value that is undefined has no field. */
export function select({ columns }: RuleQuery, message: RuleMessage): Readonly<Record<string, Value>> {
  const output: Record<string, Value> = {};
  for (const { name, value } of columns) {
    if (name === undefined) Object.assign(output, jsonOf(message));
    else output[name] = evaluate(value, message);
  }
  return JSON.parse(JSON.stringify(output)) as Record<string, Value>;
}

/**
 * Reads a template such as a partition key, and fills its `${…}` for a message: an expression without a value for that
 * message is an error, one that is not known here already when it is read.
 */
export function parseTemplate(template: string): (message: RuleMessage) => string {
  const parts = template.split(/(\$\{[^}]*\})/).map((part) => {
    const expression = /^\$\{(.*)\}$/s.exec(part)?.[1];
    return expression === undefined ? part : parseRule(`SELECT ${expression} AS value FROM 'template'`);
  });
  return (message) =>
    parts
      .map((part) => {
        if (typeof part === "string") return part;
        const { value } = select(part, message);
        if (typeof value === "string" || typeof value === "number") return String(value);
        throw new RuleSqlError(`${template} has no value for a message on ${message.topic}`);
      })
      .join("");
}

function evaluate(expression: Expression, message: RuleMessage): Value {
  switch (expression.kind) {
    case "everything":
      return jsonOf(message);
    case "literal":
      return expression.value;
    case "attribute":
      return expression.path.reduce<Value>(
        (value, name) => (value as Record<string, Value> | undefined)?.[name],
        jsonOf(message),
      );
    case "call": {
      // Its argument is the message as bytes, not as JSON: that is what makes broken JSON arrive.
      if (expression.name === "encode") return Buffer.from(message.payload).toString("base64");
      const [level] = expression.args.map((arg) => evaluate(arg, message));
      return functions[expression.name].of(message, level);
    }
  }
}

function checkArguments(name: keyof typeof functions, args: readonly Expression[], sql: string): void {
  const [first, second] = args;
  const isNumber = first?.kind === "literal" && typeof first.value === "number";
  if (name === "topic" && first !== undefined && !isNumber) throw new RuleSqlError(`topic(n) needs a number: ${sql}`);
  const isBase64 = second?.kind === "literal" && second.value === "base64";
  if (name === "encode" && !(first?.kind === "everything" && isBase64)) {
    throw new RuleSqlError(`only encode(*, 'base64') is known here: ${sql}`);
  }
}

function jsonOf({ payload, topic }: RuleMessage): Record<string, Value> {
  try {
    const json: unknown = JSON.parse(Buffer.from(payload).toString("utf8"));
    if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as Record<string, Value>;
  } catch {
    // Named below, like JSON that is no object.
  }
  throw new PayloadNotJsonError(`the message on ${topic} is not a JSON object`);
}

function tokensOf(sql: string): string[] {
  const tokens = sql.match(/'[^']*'|[A-Za-z_][\w.]*|[0-9]+|[(),*]|\S/g) ?? [];
  return [...tokens];
}

function unquoted(literal: string): string {
  return literal.slice(1, -1);
}
