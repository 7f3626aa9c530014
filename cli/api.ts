/** The box did not do what was asked; the message says why in the box's words. */
export class CommandFailedError extends Error {
  readonly code = "command-failed";
}

interface Refusal {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly messages: { readonly en: string } }[];
}

/** Calls the box's API; a refusal becomes a {@link CommandFailedError}. */
export async function callApi<T>(boxUrl: string, method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(new URL(path, boxUrl), {
      method,
      headers: { "accept-language": "en", ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw noBoxAt(boxUrl, error);
  }
  const answer = (await response.json()) as T & Refusal;
  if (response.ok) return answer;
  const places = answer.errors?.map(({ pointer, messages }) => `\n  ${pointer}: ${messages.en}`) ?? [];
  throw new CommandFailedError(`${answer.detail ?? answer.title ?? `status ${response.status}`}${places.join("")}`);
}

export function noBoxAt(boxUrl: string, cause: unknown): CommandFailedError {
  const message = `no box answers at ${boxUrl}; start one (npm start) or say which: --box URL`;
  return new CommandFailedError(message, { cause });
}
