import { InvalidCertificateRequestError } from "../../../domain/ports.ts";
import { jsonOf } from "../gate/aws-request.ts";
import type { AwsAnswer } from "../gate/denial.ts";
import type { Intercept } from "../gate/gate.ts";
import type { IotCertificates } from "./certificates.ts";

/** Answers `CreateCertificateFromCsr` at the gate, behind the role's check; everything else goes to the registry. */
export function signingCertificates(certificates: Pick<IotCertificates, "createFromCsr">): Intercept {
  return async (request, forward) => {
    const { method, url } = request;
    if (method !== "POST" || url.pathname !== "/certificates") return forward(request);
    const { certificateSigningRequest } = jsonOf<{ readonly certificateSigningRequest: string }>(request);
    const setAsActive = url.searchParams.get("setAsActive") === "true";
    try {
      return json(200, await certificates.createFromCsr(certificateSigningRequest, setAsActive));
    } catch (error) {
      if (!(error instanceof InvalidCertificateRequestError)) throw error;
      return json(400, { message: error.message }, { "x-amzn-errortype": "InvalidRequestException" });
    }
  };
}

function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): AwsAnswer {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: Buffer.from(JSON.stringify(body)),
  };
}
