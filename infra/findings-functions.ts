import type { FunctionDeclaration, Trigger } from "../functions/declaration.ts";
import { type FunctionName, functionNames, manifest } from "../functions/manifest.ts";
import type { Acknowledgement } from "./findings.ts";
import { pathOfFunction } from "./function-stacks.ts";

const everyFunction = functionNames.map((name) => `${pathOfFunction(name)}/function`);
const deadLetterRules = ["Serverless-LambdaDLQ", "HIPAA.Security-LambdaDLQ", "NIST.800.53.R5-LambdaDLQ"];
const deadLetterQueues = startedBy("telemetry", "urgent", "queue", "schedule", "presence").map(
  (name) => `${pathOfFunction(name)}/dead-letters`,
);

/** The mappings that bring due timers. */
const timerSources = functionNames.flatMap((name) => {
  const { trigger }: FunctionDeclaration = manifest[name];
  return trigger.kind === "queue" ? [`${pathOfFunction(name)}/function/${trigger.queue}-source`] : [];
});

/** How functions run, and where what they could not take ends. */
export const functionFindings: readonly Acknowledgement[] = [
  {
    rules: deadLetterRules,
    on: functionsStartedBy("urgent", "schedule"),
    reason:
      "The rule looks for the older setting. The function's failed events go to its dead letters by an on-failure destination, which keeps the reason beside the event; an alarm counts them.",
  },
  {
    rules: deadLetterRules,
    on: functionsStartedBy("telemetry", "queue", "presence"),
    reason:
      "Nobody invokes the function asynchronously, so the setting would never act. Its source keeps what fails: the stream by its on-failure destination, the queue by its redrive policy, both into the function's dead letters, which an alarm counts.",
  },
  {
    rules: deadLetterRules,
    on: functionsStartedBy("http", "authorizer", "provisioning"),
    reason:
      "Somebody waits for the answer: a person is told what went wrong and tries again, a device asks again. The setting acts on asynchronous invocations only, of which there are none.",
  },
  {
    rules: ["Serverless-LambdaTracing"],
    on: everyFunction,
    reason:
      "X-Ray does not exist for Lambda in China, and one way to follow a message serves all cells: its trace id stands in the log line of the alert that it raised, and latency from event to alert is a figure with an alarm of its own.",
  },
  {
    rules: ["HIPAA.Security-LambdaInsideVPC", "NIST.800.53.R5-LambdaInsideVPC"],
    on: everyFunction,
    reason:
      "Functions speak only to AWS's own services and to the issuer of tokens, by TLS, each with a role that names its tables and queues. There is no server in a network to be near to; a VPC would add gateways that can fail between a fall and its alert.",
  },
  {
    rules: ["HIPAA.Security-LambdaConcurrency", "NIST.800.53.R5-LambdaConcurrency"],
    on: functionsStartedBy("telemetry", "urgent", "queue", "schedule", "presence", "http"),
    reason:
      "A ceiling would turn falls away while the account has room. What strangers can start (authorizer, provisioning) has one; HTTP is bounded by the API's rate, telemetry by its shards or its queue's concurrency; throttles and concurrency have alarms.",
  },
  {
    rules: ["HIPAA.Security-LambdaConcurrency", "NIST.800.53.R5-LambdaConcurrency"],
    on: functionsStartedBy("authorizer", "provisioning"),
    reason:
      "The economy profile reserves nothing, so that it deploys in a new account, which often has a concurrency of 10 of which none may be reserved. Strangers can slow such a cell down, which its alarms tell; the standard profile bounds both functions.",
  },
  {
    rules: ["AwsSolutions-L1", "Serverless-LambdaLatestVersion"],
    on: everyFunction,
    reason:
      "The cell file asks for nodejs22.x where the region has no nodejs24.x yet, as regions in China get runtimes later. AWS supports it until 30 April 2027; without that line the latest is used.",
  },
  {
    rules: ["Serverless-LambdaEventSourceMappingDestination"],
    on: [
      "Service/ingest-telemetry/function/telemetry-source",
      "Service/ingest-event/function/event-source",
      "Service/ingest-status/function/status-source",
      ...timerSources,
      "Service/settle-presence/function/presence-source",
      "Service/settle-presence/function/arrival-source",
    ],
    reason:
      "A mapping of a queue takes no destination: after five failures the queue's own redrive policy moves the message to the function's dead letters, which an alarm counts.",
  },
  {
    rules: ["AwsSolutions-SQS3"],
    on: [
      ...startedBy("telemetry", "schedule").map((name) => `${pathOfFunction(name)}/dead-letters`),
      "Service/rule-errors",
      "Watch/undelivered",
    ],
    reason:
      "This queue is where dead letters end; the rule sees only redrive policies of other queues, not on-failure destinations, rules' error actions and undelivered alarms. Messages stay for 14 days.",
  },
  {
    rules: ["Serverless-SQSRedrivePolicy"],
    on: [...deadLetterQueues, "Service/rule-errors", "Watch/undelivered"],
    reason: "Nothing consumes this queue but an operator's redrive; where dead letters end there is no further place.",
  },
  {
    rules: ["HIPAA.Security-CloudWatchLogGroupEncrypted", "NIST.800.53.R5-CloudWatchLogGroupEncrypted"],
    on: [
      ...functionNames.map((name) => `${pathOfFunction(name)}/logs`),
      "Entry/access-log",
      "Pages/endpoint-log",
      "Pages/publish-log",
    ],
    reason:
      "The economy profile has no key of its own; CloudWatch encrypts all logs under its own. No line carries a name, a value or an address, which a test proves. The standard profile encrypts with the cell's key.",
  },
];

function functionsStartedBy(...kinds: readonly Trigger["kind"][]): readonly string[] {
  return startedBy(...kinds).map((name) => `${pathOfFunction(name)}/function`);
}

function startedBy(...kinds: readonly Trigger["kind"][]): readonly FunctionName[] {
  return functionNames.filter((name) => {
    const { trigger }: FunctionDeclaration = manifest[name];
    return kinds.includes(trigger.kind);
  });
}
