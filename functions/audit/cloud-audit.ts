import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import { s3Blobs } from "../../adapters/blob/s3.ts";
import { DynamoTableEngine } from "../../adapters/table/dynamo.ts";
import type { AuditSource } from "../../domain/audit/verify.ts";
import type { BlobPort, TableEngine } from "../../domain/ports.ts";
import { AuditStore } from "../../stores/audit-store.ts";

/** The trail of a cell, read with the rights of whoever verifies it. */
export function auditOfCell(
  clients: { readonly dynamodb: DynamoDBClient; readonly s3: S3Client },
  { prefix, bucket }: { readonly prefix: string; readonly bucket: string },
): AuditSource {
  return auditOf(new DynamoTableEngine(clients.dynamodb, { prefix }), s3Blobs(clients.s3, bucket));
}

/** A trail on the table port with its copies in the archive. */
export function auditOf(engine: TableEngine, archive: Pick<BlobPort, "get" | "list">): AuditSource {
  const store = new AuditStore(engine);
  return {
    pagesOf: (part) => store.pagesOf(part),
    listAnchors: (of) => store.listAnchors(of),
    file: (name) => archive.get(name),
    async listCopiedDays() {
      const days = new Set<string>();
      let after: string | undefined;
      do {
        const page = await archive.list("audit/", after);
        for (const name of page.names) days.add(name.split("/")[1] as string);
        after = page.next;
      } while (after !== undefined);
      return [...days];
    },
  };
}
