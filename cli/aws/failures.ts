import type { Bilingual } from "../../contracts/http/fields.ts";
import type { FailureKind } from "../exit-codes.ts";
import { CommandFailedError } from "../failure.ts";

/** What was being done when AWS refused, for the message. */
export interface AwsAttempt {
  /** IAM action, e.g. `lambda:InvokeFunction`; AWS usually names it itself. */
  readonly action: string;
  readonly region: string;
  readonly cell: string;
}

interface Explanation {
  readonly kind: FailureKind;
  readonly messages: Bilingual;
}

type Explain = (error: Error, attempt: AwsAttempt) => Explanation;

/**
 * A failure of AWS as one line that says what is missing and what to do. What is not known is passed on in AWS's own
 * words; a {@link CommandFailedError} stays as it is.
 */
export function awsFailure(error: unknown, attempt: AwsAttempt): CommandFailedError {
  if (error instanceof CommandFailedError) return error;
  const known = error instanceof Error ? error : new Error(String(error));
  const { kind, messages } = explanationOf(known)(known, attempt);
  return new CommandFailedError(messages, { kind, cause: error, facts: { aws: known.name, action: attempt.action } });
}

function explanationOf(error: Error): Explain {
  const { code, $metadata } = error as Error & { code?: string; $metadata?: { readonly httpStatusCode?: number } };
  const named = byName.find(([names]) => names.test(error.name) || names.test(code ?? ""));
  if (named !== undefined) return named[1];
  if (/region is missing/i.test(error.message)) return noRegion;
  if (/could not load credentials|could not be found in|sso session|run aws sso login/i.test(error.message))
    return noCredentials;
  // Kept apart from what AWS refuses with a name of its own: no answer, or one from something else.
  if ($metadata?.httpStatusCode === undefined && /fetch failed|socket|network|getaddrinfo/i.test(error.message))
    return unreachable;
  if (isNotFromAws(error)) return notAws;
  return unforeseen;
}

/** A proxy or a sign-in page of the network answers with a page, which the SDK cannot read. */
function isNotFromAws({ name, message }: Error): boolean {
  return (
    name === "SyntaxError" || /^Unknown(Error)?$/.test(name) || /deserialization error|is not valid JSON/i.test(message)
  );
}

const noCredentials: Explain = (_, { cell }) => ({
  kind: "denied",
  messages: {
    zh: `没有 AWS 凭证，无法访问 ${cell}：请运行 aws sso login，或设置 AWS_PROFILE（或 AWS_ACCESS_KEY_ID 与 AWS_SECRET_ACCESS_KEY）`,
    en: `no AWS credentials for ${cell}: run aws sso login, or set AWS_PROFILE (or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)`,
  },
});
const expired: Explain = () => ({
  kind: "denied",
  messages: {
    zh: "AWS 凭证已过期：请重新登录（aws sso login）后再试",
    en: "the AWS credentials have expired: sign in again (aws sso login) and repeat the command",
  },
});
const invalid: Explain = (error, { region }) => ({
  kind: "denied",
  messages: {
    zh: `AWS 不接受这些凭证（${error.name}）：请核对 AWS_PROFILE；中国区域与其他区域的账户互不相通（区域 ${region}）`,
    en: `AWS does not accept these credentials (${error.name}): check AWS_PROFILE; accounts in China and elsewhere are apart (region ${region})`,
  },
});
const noRegion: Explain = () => ({
  kind: "denied",
  messages: {
    zh: "没有指定区域：请用 --cell NAME（cells/NAME.yaml 中有 region），或设置 AWS_REGION",
    en: "no region is set: name a cell with --cell NAME (its cells/NAME.yaml says the region), or set AWS_REGION",
  },
});
const denied: Explain = (error, attempt) => {
  const action = /perform:? ([a-z0-9-]+:[A-Za-z]+)/.exec(error.message)?.[1] ?? attempt.action;
  const resource = /on resource:? (arn:[^\s"']+)/.exec(error.message)?.[1] ?? "*";
  const who = /(arn:aws[\w-]*:(?:sts|iam)::[^\s]+) is not authorized/.exec(error.message)?.[1];
  return {
    kind: "denied",
    messages: {
      zh: `${who === undefined ? "这些凭证" : who} 没有权限 ${action}：请让管理员在 ${resource} 上授予 ${action}（docs/operators-command.zh-CN.md 列有全部权限）`,
      en: `${who === undefined ? "these credentials" : who} may not ${action}: ask the administrator to grant ${action} on ${resource} (docs/operators-command.md lists all of them)`,
    },
  };
};
const notDeployed: Explain = (error, { cell, region, action }) => ({
  kind: "refused",
  messages: {
    zh: `${cell} 没有完整部署在 ${region}（${action}：${firstLine(error)}）：请运行 npx cdk deploy --all，或用 anhu doctor 查看缺什么`,
    en: `${cell} is not wholly deployed in ${region} (${action}: ${firstLine(error)}): run npx cdk deploy --all, or see what is missing with anhu doctor`,
  },
});
const throttled: Explain = (error, { action }) => ({
  kind: "unreachable",
  messages: {
    zh: `AWS 限流（${action}，${error.name}），已多次重试：请稍后再运行同一命令`,
    en: `AWS throttles ${action} (${error.name}) even after retries: run the same command again in a minute`,
  },
});
const unreachable: Explain = (error, { region, action }) => ({
  kind: "unreachable",
  messages: {
    zh: `联系不上 AWS（${region}，${action}：${firstLine(error)}）：请检查网络和代理`,
    en: `AWS cannot be reached in ${region} (${action}: ${firstLine(error)}): check the network and its proxy`,
  },
});
const notAws: Explain = (_, { region, action }) => ({
  kind: "unreachable",
  messages: {
    zh: `应答 ${action}（${region}）的不是 AWS：请检查代理、网络登录页和 AWS_ENDPOINT_URL`,
    en: `what answered ${action} in ${region} is not AWS: check the proxy, the network's sign-in page and AWS_ENDPOINT_URL`,
  },
});
const unforeseen: Explain = (error, { action }) => ({
  kind: "refused",
  messages: {
    zh: `AWS 拒绝了 ${action}：${error.name}：${firstLine(error)}`,
    en: `AWS refused ${action}: ${error.name}: ${firstLine(error)}`,
  },
});

const byName: readonly (readonly [RegExp, Explain])[] = [
  [/^(Expired|RequestExpired|TokenRefreshRequired)/, expired],
  [/^(CredentialsProviderError|TokenProviderError|ProviderError|MissingAuthenticationToken)/, noCredentials],
  [
    /^(UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignature|InvalidAccessKeyId|AuthFailure|OptInRequired|IncompleteSignature)/,
    invalid,
  ],
  [/^(AccessDenied|UnauthorizedOperation|AuthorizationError|Forbidden|NotAuthorized|UnauthorizedException)/, denied],
  [/Throttl|^TooManyRequests|^RequestLimitExceeded|^LimitExceeded|^ProvisionedThroughputExceeded|^SlowDown/, throttled],
  [
    /^(ResourceNotFound|QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue|TableNotFound|NotFoundException|NoSuchBucket)/,
    notDeployed,
  ],
  [
    /^(TimeoutError|NetworkingError|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE)$/,
    unreachable,
  ],
];

function firstLine(error: Error): string {
  const nested = (error as AggregateError).errors?.[0];
  const text = error.message || (nested instanceof Error ? nested.message : "") || error.name;
  return text.split("\n")[0]?.slice(0, 200) ?? "";
}
