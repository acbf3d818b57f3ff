/** The SES v1 wire format: form-encoded requests in, XML out (AWS Query protocol). */

import { randomUUID } from "node:crypto";

const NAMESPACE = "http://ses.amazonaws.com/doc/2010-12-01/";

/** An answer ready to be written. */
export interface SesAnswer {
  readonly status: number;
  readonly body: string;
}

/** What SES says when it refuses; `code` is what the SDK puts into the error's name. */
export interface SesRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** One call as SES understands it. */
export interface SesRequest {
  /** e.g. `SendRawEmail`. */
  readonly action: string;
  /** The envelope recipients named in the request, in order, as given. */
  readonly destinations: readonly string[];
  readonly source: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string | undefined;
  /** The MIME message of `SendRawEmail`, decoded; empty for other actions. */
  readonly raw: string;
  /** `Identities.member.N`, for the actions about identities. */
  readonly identities: readonly string[];
}

/** Reads the form body of one call. */
export function parseSesRequest(body: string): SesRequest {
  const form = new URLSearchParams(body);
  return {
    action: form.get("Action") ?? "",
    destinations: destinationsOf(form),
    source: form.get("Source") ?? "",
    tags: tagsOf(form),
    configurationSet: form.get("ConfigurationSetName") ?? undefined,
    raw: Buffer.from(form.get("RawMessage.Data") ?? "", "base64").toString("utf8"),
    identities: members(form, "Identities"),
  };
}

function destinationsOf(form: URLSearchParams): string[] {
  const lists = [
    "Destinations",
    ...["To", "Cc", "Bcc"].map((kind) => `Destination.${kind}Addresses`),
  ];
  return lists.flatMap((list) => members(form, list));
}

function tagsOf(form: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let n = 1; form.has(`Tags.member.${n}.Name`); n += 1) {
    tags[form.get(`Tags.member.${n}.Name`) ?? ""] = form.get(`Tags.member.${n}.Value`) ?? "";
  }
  return tags;
}

/** `list.member.1`, `list.member.2`, … up to the first gap. */
function members(form: URLSearchParams, list: string): string[] {
  const found: string[] = [];
  for (let n = 1; ; n += 1) {
    const value = form.get(`${list}.member.${n}`);
    if (value === null) return found;
    found.push(value);
  }
}

/** A success. `result` is XML, already escaped. */
export function answerWith(action: string, result: string): SesAnswer {
  const inner = `<${action}Result>${result}</${action}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  const body = `<${action}Response xmlns="${NAMESPACE}">${inner}${metadata}</${action}Response>`;
  return { status: 200, body };
}

/** A refusal in the shape SES uses. */
export function refuseWith({ status, code, message }: SesRefusal): SesAnswer {
  const type = status < 500 ? "Sender" : "Receiver";
  const fault = `<Type>${type}</Type><Code>${escapeXml(code)}</Code>`;
  const error = `<Error>${fault}<Message>${escapeXml(message)}</Message></Error>`;
  const requestId = `<RequestId>${randomUUID()}</RequestId>`;
  return {
    status,
    body: `<ErrorResponse xmlns="${NAMESPACE}">${error}${requestId}</ErrorResponse>`,
  };
}

/** Text that may stand between tags or in an attribute. */
export function escapeXml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
