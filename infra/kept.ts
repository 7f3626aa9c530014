import { RemovalPolicy } from "aws-cdk-lib";

/** Stays when its stack goes, but not when the very deployment that made it fails: its name would be taken. */
export const kept = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
