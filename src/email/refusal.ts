import { MailRefusedError, type RefusalKind } from "../errors.ts";
import { classifyRefusal, type Failure } from "./classify-refusal.ts";
import { maskAddresses } from "./mask.ts";
import { cleanLine } from "./plain.ts";

/**
 * Turns what the SDK threw into the error a person may see, with what SES said but without addresses and
 * request ids.
 */
export function toRefusal(error: unknown): MailRefusedError {
  const failure = readFailure(error);
  const { kind, hint } = classifyRefusal(failure);
  return new MailRefusedError(kind, sentenceFor(kind, failure), {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
}

const OPENINGS: Readonly<Record<RefusalKind, string>> = {
  throttled: "SES is taking mails more slowly than they were sent",
  temporary: "SES could not take the mail for now",
  permanent: "SES refused the mail",
  quota: "The daily sending quota of the account is used up",
  paused: "SES does not send for this account at the moment",
  unknown: "No clear answer came from SES, so that nobody can know whether it took the mail",
};

/** What happened in one sentence, without addresses and request ids. */
function sentenceFor(kind: RefusalKind, { status, message, code }: Failure): string {
  // Without an answer the message is Node's or the SDK's own and means nothing to a reader.
  const said = status === undefined && kind !== "permanent" ? describeCode(code) : message;
  const detail = maskAddresses(cleanLine(said)).replace(/[\s.]+$/u, "");
  return detail === "" ? `${OPENINGS[kind]}.` : `${OPENINGS[kind]}: ${detail}.`;
}

/** Node's codes of what happens on the way most often; others stand as they are, for whoever looks them up. */
const CODES_IN_WORDS: Readonly<Record<string, string>> = {
  ECONNRESET: "the connection was cut",
  EPIPE: "the connection was cut",
  ETIMEDOUT: "no answer came in time",
  ECONNREFUSED: "the connection was refused",
  ENOTFOUND: "its address was not found",
  EAI_AGAIN: "its address was not found",
};

function describeCode(code = ""): string {
  return CODES_IN_WORDS[code] ?? code;
}

function readFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: "", message: "" };
  const status = readNumber(readField(error, "$metadata"), "httpStatusCode");
  const code = readField(error, "code");
  return {
    name: error.name,
    message: error.message,
    ...(status === undefined ? {} : { status }),
    ...(typeof code === "string" ? { code } : {}),
  };
}

function readNumber(value: unknown, key: string): number | undefined {
  const field = readField(value, key);
  return typeof field === "number" ? field : undefined;
}

function readField(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
