import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { BlobPort } from "../../domain/ports.ts";
import { checkBlobName } from "./blob-name.ts";

/**
 * Files in a bucket, encrypted as the bucket says by default. The SDK sends a checksum with each file and checks it on
 * the way back. Reading a missing one takes the permission to list the bucket: without it S3 says only "denied".
 */
export function s3Blobs(client: S3Client, bucket: string): BlobPort {
  return {
    async put(name, bytes) {
      checkBlobName(name);
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: bytes }));
    },
    async get(name) {
      checkBlobName(name);
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: name }));
        return (await Body?.transformToByteArray()) ?? new Uint8Array();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async list(prefix, after) {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(after !== undefined && { StartAfter: after }) }),
      );
      const names = (page.Contents ?? []).map(({ Key }) => Key as string);
      const next = page.IsTruncated === true ? names.at(-1) : undefined;
      return { names, ...(next !== undefined && { next }) };
    },
  };
}
