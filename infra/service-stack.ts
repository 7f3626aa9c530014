import { Aws, Stack, type StackProps } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { type IRole, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Code } from "aws-cdk-lib/aws-lambda";
import { CfnScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Cell } from "../contracts/cell.ts";
import type { FunctionDeclaration } from "../functions/declaration.ts";
import { manifest } from "../functions/manifest.ts";
import { arn } from "./arns.ts";
import { bundledCode } from "./bundles.ts";
import type { Issuer } from "./entry-stack.ts";
import { environmentOfCell, timerQueues } from "./function-environment.ts";
import { type FunctionPart, functionsOf, type RoutePart } from "./function-stacks.ts";
import { ManifestFunction } from "./manifest-function.ts";
import { ruleErrorsName, timerGroupName } from "./names.ts";
import { bindTrigger } from "./triggers.ts";
import { ruleErrorQueue } from "./work-queue.ts";

interface FunctionStackProps extends StackProps {
  readonly cell: Cell;
  readonly key: IKey | undefined;
  readonly api: HttpApi;
  readonly signIn: Issuer;
}

/** What devices, timers and schedules start, and what such functions share with those of the API. */
export class ServiceStack extends Stack {
  /** What schedules that functions make as they run send as. */
  readonly timerRole: Role;
  readonly ruleErrors: Queue;
  /** One for all routes, in whatever stack: an API has each name once. */
  readonly authorizer: HttpJwtAuthorizer;

  constructor(scope: Construct, id: string, { cell, key, api, signIn, ...props }: FunctionStackProps) {
    super(scope, id, props);
    this.timerRole = timers(this);
    this.ruleErrors = ruleErrorQueue(this, ruleErrorsName);
    this.authorizer = new HttpJwtAuthorizer("sign-in", signIn.issuer, { jwtAudience: [signIn.audience] });
    const { timerRole, ruleErrors, authorizer } = this;
    addFunctions(this, "Service", { cell, key, api, signIn, timerRole, ruleErrors, authorizer });
  }
}

interface RouteStackProps extends FunctionStackProps {
  readonly part: RoutePart;
  readonly service: ServiceStack;
}

/** What people start over HTTP: one function per route. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, { part, cell, key, api, signIn, service, ...props }: RouteStackProps) {
    super(scope, id, props);
    const { timerRole, ruleErrors, authorizer } = service;
    addFunctions(this, part, { cell, key, api, signIn, timerRole, ruleErrors, authorizer });
  }
}

interface Shared {
  readonly cell: Cell;
  readonly key: IKey | undefined;
  readonly api: HttpApi;
  readonly signIn: Issuer;
  readonly timerRole: IRole;
  readonly ruleErrors: Queue;
  readonly authorizer: HttpJwtAuthorizer;
}

/** Everything that can be thrown away and built again: one function per entry of the manifest, bound to its trigger. */
function addFunctions(
  stack: Stack,
  part: FunctionPart,
  { cell, key, api, signIn, timerRole, ruleErrors, authorizer }: Shared,
) {
  const code = stack.bundlingRequired ? bundledCode(cell.runtime) : () => Code.fromInline("// not bundled");
  const environment = environmentOfCell(cell, timerRole, signIn);
  for (const name of functionsOf(part)) {
    const declaration: FunctionDeclaration = manifest[name];
    const surroundings = { cell, key, code, environment, timerRole, signIn };
    const scope = new ManifestFunction(stack, name, { name, declaration, ...surroundings });
    bindTrigger({ cell, api, authorizer, ruleErrors, scope, name, declaration }, declaration.trigger);
  }
}

function timers(stack: Stack): Role {
  new CfnScheduleGroup(stack, "timers", { name: timerGroupName });
  const role = new Role(stack, "timer-role", {
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  });
  const queues = timerQueues.flatMap(({ queue, deadLetters }) => [arn("sqs", queue), arn("sqs", deadLetters)]);
  role.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: queues }));
  return role;
}
