import type { Acknowledgement } from "./findings.ts";

const replication = ["HIPAA.Security-S3BucketReplicationEnabled", "NIST.800.53.R5-S3BucketReplicationEnabled"];
const ownKey = ["HIPAA.Security-S3DefaultEncryptionKMS", "NIST.800.53.R5-S3DefaultEncryptionKMS"];

/** What is kept. */
export const dataFindings: readonly Acknowledgement[] = [
  {
    rules: replication,
    on: ["Data/archive"],
    reason:
      "Health data stay in the region that the operator chose: in China they may not leave it without an assessment. The archive is versioned within three availability zones and retained when the stack goes; a copy elsewhere is the operator's decision (npm run anhu -- backup).",
  },
  {
    rules: replication,
    on: ["Data/access-logs"],
    reason:
      "The log of who read the archive is evidence of this cell alone; it is versioned within three availability zones and kept as long as the cell's other logs.",
  },
  {
    rules: ownKey,
    on: ["Data/access-logs"],
    reason:
      "S3 writes access logs only to buckets that it encrypts with its own key (SSE-S3, AES-256). They hold object names, which carry ids and no personal data; nobody but the account reads them, and only by TLS.",
  },
  {
    rules: ownKey,
    on: ["Data/archive"],
    reason:
      "The economy profile has no key of its own; S3 encrypts with AES-256 under its own. Access is bounded by the one function's role, by TLS and by blocked public access. The standard profile encrypts with the cell's key.",
  },
  {
    rules: ["AwsSolutions-KDS3"],
    on: ["Data/stream"],
    reason:
      "The rule prefers AWS's key for streams to save its price. The stream carries vitals, so the cell's own rotating key encrypts it, and who may use that key is in the account's hand.",
  },
  {
    rules: ["AwsSolutions-COG2"],
    on: ["Data/users"],
    reason:
      "A cell asks everybody for a second factor (TOTP) unless its file says that it is optional: where carers share a tablet and have no phone at hand, one that locks them out keeps them from an alert. Passwords have twelve characters of four kinds, and operators alone make accounts.",
  },
  {
    rules: ["AwsSolutions-COG8"],
    on: ["Data/users"],
    reason:
      "The Plus plan charges each user every month for risk scores of sign-ins from many networks; staff sign in from one home's network. Self sign-up is closed, failures are throttled by Cognito, and the issuer can be exchanged by the cell file.",
  },
];
