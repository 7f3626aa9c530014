import { Aws, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { Cell } from "../contracts/cell.ts";
import type { AlarmDeclaration } from "./alarm-declaration.ts";
import { letAlarmsUse } from "./alarm-key.ts";
import { alarmName, alarmTopicName, undeliveredAlarmsName } from "./names.ts";
import { alarmsOf } from "./watch-alarms.ts";
import { dashboard } from "./watch-dashboard.ts";
import { areaAlarmsOf, functionAlarmsOf } from "./watch-functions.ts";

interface WatchStackProps extends StackProps {
  readonly cell: Cell;
  /** Of the HTTP API. */
  readonly apiId: string;
  /** The cell's own key, which lets alarms speak. @default one for the alarms alone */
  readonly key: IKey | undefined;
}

/** Who watches the watcher: one alarm for each promise, whom it tells, and one page that shows how things stand. */
export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, { cell, apiId, key, ...props }: WatchStackProps) {
    super(scope, id, props);
    const topic = this.#topic(cell, key ?? this.#alarmKey());
    const action = new SnsAction(topic);
    const alarms = [...alarmsOf(cell, apiId), ...functionAlarmsOf(cell), ...areaAlarmsOf(cell)].map((declaration) => {
      const alarm = this.#alarm(declaration);
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
      return alarm;
    });
    dashboard(this, { cell, apiId, alarms });
  }

  #alarm({ id, loss, standsFor = [], metric, breach, periods, of, noData }: AlarmDeclaration): Alarm {
    return new Alarm(this, id, {
      alarmName: alarmName(id),
      alarmDescription: [
        loss,
        ...(standsFor.length === 0 ? [] : [`Of ${standsFor.join(", ")}.`]),
        `What to do: docs/runbook/${id}.md`,
      ].join("\n\n"),
      metric,
      ...comparisonOf(breach),
      evaluationPeriods: periods,
      datapointsToAlarm: of,
      treatMissingData: noData === "broken" ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
  }

  /** Alarms say what is broken, never about whom; encrypted all the same. */
  #topic(cell: Cell, key: IKey): Topic {
    const topic = new Topic(this, "alarms", {
      topicName: alarmTopicName,
      displayName: "Anhu",
      masterKey: key,
      enforceSSL: true,
    });
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: "Alarms",
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    );
    const deadLetterQueue = this.#undelivered();
    for (const address of cell.alarms.emails) {
      topic.addSubscription(new EmailSubscription(address, { deadLetterQueue }));
    }
    return topic;
  }

  /** Nobody can be told by an alarm that alarms do not arrive: `anhu doctor` and the dashboard show it. */
  #undelivered(): Queue {
    return new Queue(this, "undelivered", {
      queueName: undeliveredAlarmsName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
  }

  /** AWS's own key for topics lets no alarm speak, and nobody can change that. */
  #alarmKey(): Key {
    const key = new Key(this, "key", { description: "Anhu's alarms on their way to people", enableKeyRotation: true });
    letAlarmsUse(key);
    return key;
  }
}

function comparisonOf(breach: AlarmDeclaration["breach"]) {
  if ("atLeast" in breach)
    return {
      threshold: breach.atLeast,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    };
  return { threshold: breach.above, comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD };
}
