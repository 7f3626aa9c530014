import type { Person } from "../../domain/model/person.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { deploy, type Maker, type Place } from "./assembly/deployment.ts";
import type { Assembly } from "./assembly/read-assembly.ts";
import { type AwsJson, awsJson } from "./aws-json.ts";
import type { Cloud, Resource } from "./cloud.ts";
import { deadLettersIn } from "./dead-letters.ts";
import { startEmulators } from "./emulators.ts";
import { type Gate, type Intercept, openGate } from "./gate/gate.ts";
import { type Roles, rolesOf } from "./gate/roles.ts";
import { countingCapacity } from "./gate/units.ts";
import type { Internet } from "./internet/internet.ts";
import { asyncInvoker } from "./lambda/async-invoke.ts";
import { startFunctions } from "./lambda/functions.ts";
import { checkPermission } from "./lambda/permissions.ts";
import { registerPeople } from "./register-people.ts";
import { declaredMakers } from "./resources/declared.ts";
import { namesOnly } from "./resources/not-executed.ts";
import { registryMakers } from "./resources/registry.ts";
import { storageMakers } from "./resources/storage.ts";
import { openHttpApi } from "./sources/http-api.ts";
import { startKinesisSource } from "./sources/kinesis-source.ts";
import { iotTraffic } from "./sources/publications.ts";
import { nameOf, virtualQueues } from "./sources/queues.ts";
import { virtualSchedules } from "./sources/schedules.ts";
import { startSqsSource } from "./sources/sqs-source.ts";
import { virtualStreams } from "./sources/streams.ts";
import { signInOf, startTokenIssuer } from "./sources/token-issuer.ts";
import { storedItems } from "./stored-items.ts";
import { newWork, settlingClock } from "./work.ts";

export interface ExecuteOptions {
  readonly assembly: Assembly;
  /** What the virtual clock shows at first. */
  readonly startAt: EpochMs;
  /** @default that of the stacks */
  readonly region?: string;
  /** Who is registered from the start. */
  readonly people?: readonly Person[];
  /** Answers in the place of an emulator, by the name with which requests are signed. */
  readonly intercept?: Readonly<Record<string, Intercept>>;
  /** What functions find beyond AWS. */
  readonly internet?: Internet;
}

const account = "123456789012";

/**
 * Builds in emulators what an assembly says and starts what it triggers. Rejects for anything in the templates that is
 * not known here.
 */
export async function executeAssembly({
  assembly,
  startAt,
  region = assembly.region,
  people = [],
  intercept = {},
  internet,
}: ExecuteOptions): Promise<Cloud> {
  const place: Place = { account, region, partition: region.startsWith("cn-") ? "aws-cn" : "aws" };
  const work = newWork();
  const clock = settlingClock(startAt, work);
  const emulators = await startEmulators(region);
  const straightTo = (service: "dynamodb" | "sqs" | "kinesis"): AwsJson => awsJson(emulators[service], region);
  let resources: readonly Resource[] = [];
  let roles: Roles | undefined;
  const rolesNow = (): Roles => {
    if (roles === undefined) throw new Error("nothing is deployed yet");
    return roles;
  };

  const traffic = iotTraffic(rolesNow, work);
  const aws: AwsJson = (...request) => awsJson(gate.endpoint, region)(...request);
  const queues = virtualQueues({
    clock,
    queues: emulators.queues,
    direct: (operation, body) => straightTo("sqs")("runner", "sqs", operation, body),
    resources: () => resources,
  });
  const streams = virtualStreams(clock, aws);
  const schedules = virtualSchedules({
    clock,
    place,
    roles: rolesNow,
    registry: emulators.moto,
    invokeAsync: (functionArn, event) => invokeAsync(functionArn, event),
    permit: (roleArn, action, resource) => gate.permit(rolesNow().session(roleArn), { action, resource }),
    send,
  });
  const gate: Gate = await openGate({
    place,
    roles: rolesNow,
    upstream: {
      ...emulators,
      scheduler: emulators.moto,
      iot: emulators.moto,
      sns: emulators.moto,
      monitoring: emulators.moto,
      "cognito-idp": emulators.moto,
      sts: emulators.moto,
    } as unknown as Record<string, string>,
    intercept: {
      dynamodb: (request, forward) => forward(countingCapacity(request)),
      sqs: queues.intercept,
      kinesis: streams.intercept,
      scheduler: schedules.intercept,
      iotdata: traffic.publish,
      iotdevicegateway: traffic.publish,
      ...intercept,
      iot: traffic.tellingOf(intercept.iot ?? ((request, forward) => forward(request))),
    },
  });

  /** In the role; what it may not do rejects. */
  async function send(roleArn: string, destinationArn: string, body: string, delay?: number): Promise<void> {
    if (!/^arn:[^:]+:sqs:/.test(destinationArn))
      throw new Error(`${destinationArn} is no queue: nothing else is known here`);
    const message = { QueueUrl: `${gate.endpoint}/${account}/${nameOf(destinationArn)}`, MessageBody: body };
    const { accessKeyId } = rolesNow().session(roleArn);
    await aws(accessKeyId, "sqs", "SendMessage", delay === undefined ? message : { ...message, DelaySeconds: delay });
  }

  const makers: ReadonlyMap<string, Maker> = new Map([
    ...storageMakers({
      place,
      emulators,
      direct: (service, operation, body) => straightTo(service)("runner", service, operation, body),
      endpoint: () => gate.endpoint,
    }),
    ...registryMakers(place, emulators.moto),
    ...declaredMakers(place),
    ...namesOnly(),
  ]);
  try {
    resources = await deploy(assembly, place, makers);
  } catch (error) {
    await Promise.all([gate.close(), emulators.stop()]);
    throw error;
  }
  await registerPeople(people, emulators.dynamodb, region);
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  roles = rolesOf(resources, account, region);
  const issuer = await startTokenIssuer(clock, signInOf(resources));
  const functions = startFunctions({
    resources,
    assets: assembly.assets,
    roles,
    clock,
    region,
    endpoint: gate.endpoint,
    issuer: { url: issuer.signIn.issuer, endpoint: issuer.endpoint },
    ...(internet === undefined ? {} : { internet }),
  });
  const asynchronously = asyncInvoker({ resources, functions, clock, work, send });

  async function invoke(...[name, event, caller]: Parameters<Cloud["invoke"]>) {
    if (caller !== undefined) checkPermission(resources, functions.find(name), caller, account);
    return functions.invoke(name, event);
  }
  async function invokeAsync(...[name, event, caller]: Parameters<Cloud["invokeAsync"]>): Promise<void> {
    if (caller !== undefined) checkPermission(resources, functions.find(name), caller, account);
    await asynchronously(name, event);
  }
  const executeApi = `arn:${place.partition}:execute-api:${region}:${account}:`;
  const api = await openHttpApi({ resources, clock, issuer, invoke, arnPrefix: executeApi });
  const common = { functions, roles, clock, work, region, aws };
  for (const mapping of ofType("AWS::Lambda::EventSourceMapping")) {
    const source = mapping.properties.EventSourceArn as string;
    const from = resources.find(({ attributes }) => attributes.Arn === source);
    if (from?.type === "AWS::SQS::Queue") startSqsSource(mapping, from, queues, common);
    else if (from?.type === "AWS::Kinesis::Stream") startKinesisSource(mapping, { ...common, streams, send });
    else throw new Error(`${mapping.logicalId} reads ${source}, which no template makes or nothing here reads`);
  }
  schedules.start(resources);

  return {
    clock,
    account,
    region,
    http: api.url,
    endpoint: gate.endpoint,
    resources: ofType,
    invoke,
    invokeAsync,
    async putRecord(roleArn, streamName, partitionKey, data) {
      const { accessKeyId } = rolesNow().session(roleArn);
      const record = { StreamName: streamName, PartitionKey: partitionKey, Data: data.toString("base64") };
      await aws(accessKeyId, "kinesis", "PutRecord", record);
    },
    sendMessage: (roleArn, queueUrl, body, delay) => send(roleArn, `arn:aws:sqs:::${nameOf(queueUrl)}`, body, delay),
    credentials: (roleArn) => ({ accessKeyId: rolesNow().session(roleArn).accessKeyId, secretAccessKey: "secret" }),
    token: (subject, lifeMs) => issuer.token(subject, lifeMs),
    settle: () => work.settle(),
    calls: () => gate.calls,
    denied: () => gate.calls.filter(({ decision }) => decision === "denied"),
    onPublish: traffic.onPublish,
    onDisconnect: traffic.onDisconnect,
    onIotChange: traffic.onIotChange,
    publications: traffic.publications,
    items: (tableName) => storedItems(straightTo("dynamodb"), tableName),
    deadLetters: async () => deadLettersIn(emulators.queues, resources),
    logLines: (name) => functions.logLines(name),
    usage: () => functions.usage(),
    async close() {
      functions.close();
      await Promise.all([api.close(), gate.close(), issuer.close(), emulators.stop()]);
    },
  };
}
