import type { VirtualClock } from "../../local/clock.ts";

/** One resource that was made of a template, with its properties as CloudFormation would have resolved them. */
export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** What `Ref` gives. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives, e.g. `Arn`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Who asks AWS itself to act: a service, on account of one of its resources. Checked against resource policies. */
export interface ServiceCaller {
  /** e.g. `iot.amazonaws.com` */
  readonly service: string;
  readonly sourceArn: string;
}

/** What became of one synchronous invocation. */
export type InvokeAnswer =
  | { readonly kind: "answered"; readonly payload: unknown; readonly billedMs: number }
  | { readonly kind: "failed"; readonly errorType: string; readonly errorMessage: string; readonly billedMs: number };

/** One request that somebody sent to AWS: a function through its SDK, or a service in a role of the templates. */
export interface Call {
  readonly roleArn: string;
  /** Set when a function sent it. */
  readonly functionName?: string;
  /** IAM's, e.g. `dynamodb:PutItem`; a transaction is one per item. */
  readonly action: string;
  readonly resource: string;
  readonly decision: "allowed" | "denied";
  readonly writeUnits: number;
  readonly readUnits: number;
}

/** What a function has cost so far. */
export interface Usage {
  readonly invocations: number;
  readonly coldStarts: number;
  readonly failures: number;
  /** Real time from hand-over to answer, each invocation rounded up to a millisecond. */
  readonly billedMs: number;
}

/** A message on a topic of the broker, published through the IoT data plane by a function. */
export interface Publication {
  readonly topic: string;
  readonly qos: 0 | 1;
  readonly payload: Buffer;
}

export interface DeadLetter {
  readonly queue: string;
  readonly body: string;
}

/** A cell that stands in emulators as its templates say, in virtual time. */
export interface Cloud {
  readonly clock: VirtualClock;
  readonly account: string;
  readonly region: string;
  /** Base URL of the HTTP API. */
  readonly http: string;
  /** Where every AWS request goes; emulators stand behind it. */
  readonly endpoint: string;
  /** All resources of a CloudFormation type. */
  resources(type: string): readonly Resource[];
  /** Invokes and waits. A `caller` without an AWS::Lambda::Permission throws. */
  invoke(functionNameOrArn: string, event: unknown, caller?: ServiceCaller): Promise<InvokeAnswer>;
  /** As services do: two retries, then the on-failure destination. Resolves when the event is taken. */
  invokeAsync(functionNameOrArn: string, event: unknown, caller?: ServiceCaller): Promise<void>;
  /** As the role: refused with an error named AccessDeniedException when its policies do not allow it. */
  putRecord(roleArn: string, streamName: string, partitionKey: string, data: Buffer): Promise<void>;
  /** As the role. `queueUrl` as `Ref` of a queue gives it. */
  sendMessage(roleArn: string, queueUrl: string, body: string, delaySeconds?: number): Promise<void>;
  /** The environment of SDK clients that act in this role: region, endpoint and credentials. */
  credentials(roleArn: string): { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Called when a function ends a connection through the IoT data plane; answers whether there was one. */
  onDisconnect(listener: (clientId: string) => boolean): void;
  /** Called for each publication through the IoT data plane. The broker of tests/cloud/iot registers here. */
  onPublish(listener: (publication: Publication, functionName: string | undefined) => Promise<void>): void;
  /** Called for each request to IoT's control plane that was let through and answered. */
  onIotChange(listener: (method: string, path: string) => Promise<void>): void;
  /** An access token of the cell's issuer for this subject, by default good for an hour of the virtual clock. */
  token(subject: string, lifeMs?: number): Promise<string>;
  /** Resolves when nothing is in work any more at this moment of the clock. */
  settle(): Promise<void>;
  calls(): readonly Call[];
  denied(): readonly Call[];
  publications(): readonly Publication[];
  /** Everything that lies in a table, in DynamoDB's own JSON, past every role. */
  items(tableName: string): Promise<readonly unknown[]>;
  deadLetters(): Promise<readonly DeadLetter[]>;
  /** The lines that a function wrote to its log. */
  logLines(functionName: string): readonly string[];
  /** By function name. */
  usage(): ReadonlyMap<string, Usage>;
  close(): Promise<void>;
}
