/* Asking the server: one error that says what it said. */

/** What went wrong with a request, in words for the person. */
export class Refused extends Error {}

/** The JSON at an address. Throws Refused with the server's own message, or with why there was no answer. */
export async function getJson<T>(address: string, signal: AbortSignal): Promise<T> {
  const answer = await reach(address, { signal, headers: { Accept: "application/json" } });
  return (await answer.json()) as T;
}

/** The page at an address. Throws Refused as getJson does. */
export async function getPage(address: string, signal: AbortSignal): Promise<Document> {
  const answer = await reach(address, { signal, headers: { Accept: "text/html" } });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function reach(address: string, options: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address, { ...options, credentials: "same-origin" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused("The server does not answer. Is sayso serve still running?");
  }
  if (!answer.ok) throw new Refused(await reason(answer));
  return answer;
}

async function reason(answer: Response): Promise<string> {
  try {
    const told = (await answer.json()) as { error?: { message?: unknown } | string; detail?: unknown; message?: unknown };
    const said = typeof told.error === "object" ? told.error.message : (told.error ?? told.message ?? told.detail);
    if (typeof said === "string" && said) return said;
  } catch {
    // Not JSON: the status says what there is to say.
  }
  return `The server refused this (${answer.status} ${answer.statusText}).`;
}

/** Whether an error only says that something newer was asked. */
export const overtaken = (error: unknown): boolean => error instanceof DOMException && error.name === "AbortError";
