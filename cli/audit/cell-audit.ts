import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import type { Cell } from "../../contracts/cell.ts";
import { auditOfCell } from "../../functions/audit/cloud-audit.ts";
import type { OpenAudit } from "../../local/kept-audit.ts";
import { callerOf } from "../aws/account.ts";
import { attemptIn, clientOptions } from "../aws/attempt.ts";
import { tablePrefix } from "../cells/cell-tables.ts";

/** The trail of a cell: its table, and its copies in the archive's bucket. */
export async function openCellAudit(cell: Cell): Promise<OpenAudit> {
  const { account } = await callerOf(cell);
  const attempt = attemptIn(cell);
  const dynamodb = new DynamoDBClient(clientOptions(cell));
  const s3 = new S3Client({ ...clientOptions(cell), forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
  const source = auditOfCell(
    { dynamodb, s3 },
    { prefix: tablePrefix, bucket: `anhu-archive-${account}-${cell.region}` },
  );
  return {
    pagesOf: (part) => source.pagesOf(part),
    listAnchors: (of) => attempt("dynamodb:Query", () => source.listAnchors(of)),
    file: (name) => attempt("s3:GetObject", () => source.file(name)),
    listCopiedDays: () => attempt("s3:ListBucket", () => source.listCopiedDays()),
    close() {
      dynamodb.destroy();
      s3.destroy();
    },
  };
}
