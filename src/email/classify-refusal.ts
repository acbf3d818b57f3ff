import type { RefusalKind } from "../errors.ts";

/** Whether to try again, and what a person can do about it. */
export interface Refusal {
  readonly kind: RefusalKind;
  /** What to do next, as a sentence. */
  readonly hint?: string;
}

/** What is known about a failed call; everything an SDK error says that matters here. */
export interface Failure {
  /** SES's error code, e.g. `MessageRejected`, or the name of a client-side error. */
  readonly name: string;
  /** Node's error code, e.g. `ECONNREFUSED`. */
  readonly code?: string;
  readonly message: string;
  /** HTTP status, if there was an answer. */
  readonly status?: number;
}

const QUOTA: Refusal = {
  kind: "quota",
  hint: "It frees by itself within 24 hours; AWS gives more on request (Service Quotas, Amazon SES).",
};
const VERIFY: Refusal = {
  kind: "permanent",
  hint: "Verify the sender in SES, and in the sandbox every recipient too.",
};
const CREDENTIALS: Refusal = {
  kind: "permanent",
  hint: "Check the AWS credentials of the bot, and that they allow ses:SendRawEmail.",
};
const CONFIGURATION: Refusal = {
  kind: "permanent",
  hint: "Create the SES configuration set, or correct its name.",
};
const PAUSED: Refusal = {
  kind: "paused",
  hint: "AWS has paused sending for this account or configuration set. Its SES console says why.",
};
const THROTTLED: Refusal = { kind: "throttled" };
const TEMPORARY: Refusal = { kind: "temporary" };
const PERMANENT: Refusal = { kind: "permanent" };
const UNKNOWN: Refusal = {
  kind: "unknown",
  hint: "Look for it in the recipient's mailbox before sending it again.",
};

/**
 * By SES's error code. With and without `Exception`: the documentation writes the one, the wire the other.
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html and its common errors.
 */
const BY_NAME: Readonly<Record<string, Refusal>> = {
  Throttling: THROTTLED,
  ThrottlingException: THROTTLED,
  TooManyRequestsException: THROTTLED,
  RequestThrottled: THROTTLED,
  MessageRejected: VERIFY,
  MailFromDomainNotVerified: VERIFY,
  MailFromDomainNotVerifiedException: VERIFY,
  ConfigurationSetDoesNotExist: CONFIGURATION,
  ConfigurationSetDoesNotExistException: CONFIGURATION,
  AccountSendingPaused: PAUSED,
  AccountSendingPausedException: PAUSED,
  ConfigurationSetSendingPaused: PAUSED,
  ConfigurationSetSendingPausedException: PAUSED,
  InvalidParameterValue: PERMANENT,
  AccessDenied: CREDENTIALS,
  AccessDeniedException: CREDENTIALS,
  InvalidClientTokenId: CREDENTIALS,
  UnrecognizedClientException: CREDENTIALS,
  SignatureDoesNotMatch: CREDENTIALS,
  OptInRequired: CREDENTIALS,
  ExpiredToken: CREDENTIALS,
  ExpiredTokenException: CREDENTIALS,
  CredentialsProviderError: CREDENTIALS,
  TokenProviderError: CREDENTIALS,
  // The clock was off or the request too slow; SES looked at the date and nothing else.
  RequestExpired: TEMPORARY,
  RequestTimeTooSkewed: TEMPORARY,
  InternalFailure: TEMPORARY,
  InternalServerError: TEMPORARY,
  ServiceUnavailable: TEMPORARY,
};

/** By Node's code: these fail before a byte of the request has left. */
const NEVER_LEFT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/**
 * SES and the SDK give these cases no code of their own, so that only the text tells them apart. Should the
 * text change, the first is retried a few times and the second counts as `unknown`: nothing is sent twice.
 */
const DAILY_QUOTA = /daily message quota/iu;
const NO_CONNECTION = /did not establish a connection/u;
/** What the SDK calls an error whose body held no code of SES. */
const UNREADABLE: ReadonlySet<string> = new Set([
  "UnknownError",
  "Unknown",
  "Error",
  "SyntaxError",
  "",
]);

/**
 * Decides whether a mail may be sent again.
 *
 * The one question is whether SES can have taken it. An error code of SES says no, whatever the HTTP status:
 * SES answers with a message id or with a code. No answer, a cut one, a 2xx that cannot be read and a 5xx
 * without a code (from something between here and SES) leave it open, and open means `unknown`.
 */
export function classifyRefusal(failure: Failure): Refusal {
  const { name, code, message, status } = failure;
  const known = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  if (known === THROTTLED && DAILY_QUOTA.test(message)) return QUOTA;
  if (known !== undefined) return known;
  if (status === undefined) return neverLeft(code, message) ? TEMPORARY : UNKNOWN;
  if (status === 429) return THROTTLED;
  if (status >= 400 && status < 500) return PERMANENT;
  return status >= 500 && !UNREADABLE.has(name) ? TEMPORARY : UNKNOWN;
}

function neverLeft(code: string | undefined, message: string): boolean {
  return (code !== undefined && NEVER_LEFT.has(code)) || NO_CONNECTION.test(message);
}
