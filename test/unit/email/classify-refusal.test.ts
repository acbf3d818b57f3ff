import { describe, expect, it } from "vitest";
import { classifyRefusal, type Failure } from "../../../src/email/classify-refusal.ts";
import type { RefusalKind } from "../../../src/errors.ts";

const answered = (status: number, name: string, message = "No."): Failure => ({
  name,
  message,
  status,
});
const local = (name: string, code?: string, message = ""): Failure =>
  code === undefined ? { name, message } : { name, message, code };

describe("classifyRefusal", () => {
  it.each<[RefusalKind, Failure]>([
    ["throttled", answered(400, "Throttling", "Maximum sending rate exceeded.")],
    ["throttled", answered(400, "ThrottlingException", "Rate exceeded")],
    ["throttled", answered(429, "UnknownError")],
    ["quota", answered(400, "Throttling", "Daily message quota exceeded.")],
    ["paused", answered(400, "AccountSendingPausedException")],
    ["paused", answered(400, "ConfigurationSetSendingPausedException")],
    ["permanent", answered(400, "MessageRejected", "Email address is not verified.")],
    ["permanent", answered(400, "MailFromDomainNotVerifiedException")],
    ["permanent", answered(400, "ConfigurationSetDoesNotExist")],
    ["permanent", answered(400, "ConfigurationSetDoesNotExistException")],
    ["permanent", answered(400, "InvalidParameterValue")],
    ["permanent", answered(403, "AccessDenied")],
    ["permanent", answered(403, "ExpiredToken")],
    ["permanent", answered(400, "SomethingNew")],
    ["permanent", answered(404, "UnknownError")],
    ["permanent", local("CredentialsProviderError")],
    ["temporary", answered(500, "InternalFailure")],
    ["temporary", answered(503, "ServiceUnavailable")],
    ["temporary", answered(500, "SomethingNew")],
    ["temporary", answered(400, "RequestExpired")],
    ["temporary", local("Error", "ECONNREFUSED")],
    ["temporary", local("Error", "ENOTFOUND")],
    [
      "temporary",
      local("TimeoutError", undefined, "the socket did not establish a connection with"),
    ],
    ["unknown", local("TimeoutError", "ECONNRESET")],
    ["unknown", local("TimeoutError", "EPIPE")],
    [
      "unknown",
      local("TimeoutError", "ETIMEDOUT", "exceeded the configured 30000 ms requestTimeout"),
    ],
    ["unknown", answered(504, "UnknownError")],
    ["unknown", answered(502, "SyntaxError")],
    ["unknown", answered(200, "SyntaxError")],
    ["unknown", local("")],
    ["unknown", local("toString")],
  ])("%s: %j", (kind, failure) => {
    expect(classifyRefusal(failure).kind).toBe(kind);
  });

  it("says what to do where a person can do something", () => {
    expect(classifyRefusal(local("CredentialsProviderError")).hint).toMatch(/credentials/u);
    expect(classifyRefusal(answered(400, "MessageRejected")).hint).toMatch(/Verify/u);
  });
});
