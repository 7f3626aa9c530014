import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
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
    async remove(name) {
      checkBlobName(name);
      let [count, marker]: [number, string | undefined] = [0, undefined];
      do {
        const page: ListObjectVersionsCommandOutput = await client.send(
          new ListObjectVersionsCommand({
            Bucket: bucket,
            Prefix: name,
            ...(marker !== undefined && { KeyMarker: name, VersionIdMarker: marker }),
          }),
        );
        const own = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].filter(({ Key }) => Key === name);
        for (const { VersionId } of own)
          await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: name, VersionId }));
        count += own.length;
        marker = page.IsTruncated === true && page.NextKeyMarker === name ? page.NextVersionIdMarker : undefined;
      } while (marker !== undefined);
      return count === 0 ? "none" : "removed";
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
