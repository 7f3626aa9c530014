import { Duration } from "aws-cdk-lib";
import { AccountRecovery, FeaturePlan, Mfa, UserPool } from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import { type Cell, userPoolName } from "../contracts/cell.ts";
import { kept } from "./kept.ts";
import { signInDomainPrefix } from "./names.ts";

type CognitoSignIn = Extract<Cell["signIn"], { readonly kind: "cognito" }>;

/**
 * The people who sign in, where Cognito is there and the cell names no issuer of its own. Operators add them. Cognito's own
 * pages lead whoever has none to an authenticator at their first sign-in, but only where it is required of everybody.
 */
export function userPool(scope: Construct, { secondFactor }: CognitoSignIn): UserPool {
  const pool = new UserPool(scope, "users", {
    userPoolName,
    featurePlan: FeaturePlan.ESSENTIALS,
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    mfa: secondFactor === "required" ? Mfa.REQUIRED : Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: {
      minLength: 12,
      requireDigits: true,
      requireLowercase: true,
      requireUppercase: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(7),
    },
    deletionProtection: true,
    removalPolicy: kept,
  });
  pool.addDomain("domain", { cognitoDomain: { domainPrefix: signInDomainPrefix } });
  return pool;
}
