import { S3Client } from "@aws-sdk/client-s3";
import { s3Blobs } from "../../../adapters/blob/s3.ts";
import type { BlobPort } from "../../../domain/ports.ts";
import { fileClientSettings } from "./client-settings.ts";
import { variable } from "./environment.ts";

/** The bucket that keeps what the tables no longer need. */
export function cloudArchive(): BlobPort {
  return s3Blobs(new S3Client(fileClientSettings), variable("ANHU_ARCHIVE_BUCKET"));
}
