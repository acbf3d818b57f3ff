import { z } from "zod";

const common = {
  MessageId: z.string().min(1).max(256),
  TopicArn: z.string(),
  Message: z.string(),
  Timestamp: z.iso.datetime({ offset: true }),
  SignatureVersion: z.enum(["1", "2"]),
  Signature: z.base64(),
  SigningCertURL: z.string(),
};
const confirmation = { ...common, Token: z.string(), SubscribeURL: z.string() };

const message = z.discriminatedUnion("Type", [
  z.object({ Type: z.literal("Notification"), ...common, Subject: z.string().optional() }),
  z.object({ Type: z.literal("SubscriptionConfirmation"), ...confirmation }),
  z.object({ Type: z.literal("UnsubscribeConfirmation"), ...confirmation }),
]);

/** What Amazon SNS posts (docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html). */
export type SnsMessage = z.infer<typeof message>;

/** @returns undefined if this is no message of SNS. */
export function parseSnsMessage(body: string): SnsMessage | undefined {
  try {
    const parsed = message.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The text that SNS signs: names and values of certain fields, a line each, sorted by name
 * (docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html).
 */
export function canonicalText(it: SnsMessage): string {
  const fields =
    it.Type === "Notification"
      ? { Message: it.Message, MessageId: it.MessageId, Subject: it.Subject }
      : { Message: it.Message, MessageId: it.MessageId, SubscribeURL: it.SubscribeURL };
  const token = it.Type === "Notification" ? undefined : it.Token;
  const rest = { Timestamp: it.Timestamp, Token: token, TopicArn: it.TopicArn, Type: it.Type };
  return Object.entries({ ...fields, ...rest })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}\n${value}\n`)
    .join("");
}
