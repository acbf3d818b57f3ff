import { createSign, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import type { Clock } from "../src/clock.ts";
import type { FetchText } from "../src/web/sns/fetch-text.ts";

export const TOPIC = "arn:aws:sns:us-east-1:123456789012:ses-events";
const HOST = "https://sns.us-east-1.amazonaws.com";

type Fields = Readonly<Record<string, string>>;

/** An Amazon SNS with a key of its own, whose certificate only its `fetchText` serves. */
export interface LocalSns {
  /** Serves the certificate and confirms subscriptions; goes into the bot. */
  readonly fetchText: FetchText;
  /** Every address it was asked for. */
  readonly fetched: readonly string[];
  /** Makes the next requests to {@link fetchText} fail. */
  failNext(times: number): void;
  /** A signed message. `change` happens before it is signed, `forge` after. */
  message(text: string, how?: MessageOptions): Fields;
  confirmation(
    type: "SubscriptionConfirmation" | "UnsubscribeConfirmation",
    change?: Fields,
  ): Fields;
}

export interface MessageOptions {
  readonly change?: Fields;
  readonly forge?: Fields;
}

export function createLocalSns(clock: Pick<Clock, "now">): LocalSns {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = selfSigned(publicKey, privateKey);
  const fetched: string[] = [];
  let failures = 0;
  const common = () => ({
    MessageId: randomUUID(),
    TopicArn: TOPIC,
    Timestamp: clock.now().toISOString(),
    SignatureVersion: "2",
    SigningCertURL: `${HOST}/SimpleNotificationService-0123.pem`,
  });
  return {
    fetched,
    fetchText: async (url) => {
      fetched.push(url.href);
      if (failures > 0) {
        failures -= 1;
        throw new Error("no way to Amazon SNS");
      }
      return url.pathname.endsWith(".pem") ? pem : "<ConfirmSubscriptionResponse/>";
    },
    failNext: (times) => {
      failures = times;
    },
    message: (text, { change = {}, forge = {} } = {}) => {
      const fields = { Type: "Notification", Message: text, ...common(), ...change };
      return { ...sign(fields, privateKey), ...forge };
    },
    confirmation: (Type, change = {}) => {
      const SubscribeURL = `${HOST}/?Action=ConfirmSubscription&Token=abc`;
      const own = { Type, Message: "You have chosen …", Token: "abc", SubscribeURL };
      return sign({ ...own, ...common(), ...change }, privateKey);
    },
  };
}

/** In the words of docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html, not in the product's. */
function sign(fields: Fields, key: KeyObject): Fields {
  const names =
    fields["Type"] === "Notification"
      ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
      : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
  const text = names
    .filter((name) => name in fields)
    .map((name) => `${name}\n${fields[name]}\n`)
    .join("");
  const digest = fields["SignatureVersion"] === "1" ? "RSA-SHA1" : "RSA-SHA256";
  return { ...fields, Signature: createSign(digest).update(text).sign(key, "base64") };
}

/** The smallest X.509 certificate (RFC 5280): Node reads them, but makes none. */
function selfSigned(publicKey: KeyObject, privateKey: KeyObject): string {
  const sha256WithRsa = der(0x30, [
    Buffer.from([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b]),
    Buffer.from([0x05, 0x00]),
  ]);
  const name = der(0x30, [
    der(0x31, [
      der(0x30, [
        Buffer.from([0x06, 0x03, 0x55, 0x04, 0x03]),
        der(0x0c, [Buffer.from("sns.amazonaws.com")]),
      ]),
    ]),
  ]);
  const time = (text: string) => der(0x17, [Buffer.from(text)]);
  const body = der(0x30, [
    der(0x02, [Buffer.from([1])]),
    sha256WithRsa,
    name,
    der(0x30, [time("200101000000Z"), time("491231235959Z")]),
    name,
    publicKey.export({ type: "spki", format: "der" }),
  ]);
  const signature = createSign("RSA-SHA256").update(body).sign(privateKey);
  const bits = der(0x03, [Buffer.from([0]), signature]);
  const certificate = der(0x30, [body, sha256WithRsa, bits]).toString("base64");
  const lines = certificate.match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

/** One value in DER: tag, length, content. */
function der(tag: number, parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
