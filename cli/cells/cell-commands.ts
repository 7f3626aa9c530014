import { type Command, InvalidArgumentError, Option } from "commander";
import { action, type CommandHost } from "../command-context.ts";
import { sayIn } from "../language.ts";
import type { InitOptions } from "./init-cell.ts";

/** `cell init | list`. */
export function addCellCommands(program: Command, host: CommandHost): void {
  const say = sayIn(host.language);
  const cell = program
    .command("cell")
    .description(say({ zh: "单元：一个区域、一个账户", en: "cells: one region and account each" }));
  cell
    .command("init <name>")
    .description(
      say({
        zh: "写出 cells/<name>.yaml；不提问，不覆盖",
        en: "write cells/<name>.yaml; asks nothing, overwrites nothing",
      }),
    )
    .option("--region <region>", say({ zh: "AWS 区域；缺省为 AWS_REGION", en: "AWS region; else AWS_REGION" }))
    .option("--account <id>", say({ zh: "12 位账号", en: "the account's 12 digits" }))
    .addOption(new Option("--profile <profile>").choices(["standard", "economy"]))
    .addOption(new Option("--runtime <runtime>").choices(["nodejs24.x", "nodejs22.x"]))
    .option("--residents <n>", say({ zh: "预计服务对象数", en: "how many residents are expected" }), whole)
    .addOption(
      new Option("--tables <billing>", say({ zh: "数据表计费方式", en: "how the tables are paid" })).choices([
        "on-demand",
        "provisioned",
      ]),
    )
    .option(
      "--alarm-email <address>",
      say({ zh: "告警收件人；可重复", en: "who gets the alarms; may be given again" }),
      (address: string, before: readonly string[] = []) => [...before, address],
    )
    .option("--oidc-issuer <url>", say({ zh: "自有 OpenID Connect 签发者", en: "an OpenID Connect issuer of yours" }))
    .option("--oidc-audience <aud>", say({ zh: "访问令牌的 aud", en: "the aud of its access tokens" }))
    .option("--oidc-client-id <id>", say({ zh: "网页的客户端编号", en: "the client id of the pages" }))
    .option("--origin <url>", say({ zh: "网页所在的自有地址", en: "a place of yours where the pages are" }))
    .option("--domain <name>", say({ zh: "CloudFront 的域名", en: "domain for CloudFront" }))
    .option("--certificate-arn <arn>", say({ zh: "us-east-1 的证书", en: "its certificate in us-east-1" }))
    .addOption(new Option("--telemetry <path>").choices(["kinesis", "kinesis-on-demand", "sqs"]))
    .option("--shards <n>", "", whole)
    .option("--lanes <n>", "", whole)
    .option("--window-seconds <n>", "", whole)
    .option("--log-days <n>", "", whole)
    .option("--archive-days <n>", "", whole)
    .action(
      action<InitOptions>(host, async (context, name = "") => {
        const { initCell } = await import("./init-cell.ts");
        initCell(context, name);
      }),
    );

  cell
    .command("list")
    .description(say({ zh: "本目录的全部单元文件", en: "the cell files there are" }))
    .action(
      action(host, async (context) => {
        const { listCells } = await import("./list-cells.ts");
        listCells(context);
      }),
    );
}

function whole(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("a whole number above 0 is expected");
}
