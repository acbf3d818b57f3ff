import type { Proof } from "../dispatch/proof.ts";
import { cleanLine } from "../email/plain.ts";

/** A proof for somebody to read: `proof.txt`. */
export function buildProofText(proof: Proof): string {
  return [
    `${cleanLine(proof.title)} · ${cleanLine(proof.period)}`,
    `Dispatch ${proof.dispatch}, ${proof.state}`,
    `Worked out ${proof.generated_at}, asked for by ${proof.requested_by}`,
    "",
    ...verification(proof),
    "",
    `What was approved (SHA-256 of mail and recipients): ${proof.artifact}`,
    ...section("Decisions", proof.decisions.map(describeDecision)),
    ...section("Mails", proof.deliveries.map(describeDelivery)),
    ...section("Mail", describeMail(proof)),
    ...section(
      "Worked out from (SHA-256)",
      proof.sources.map((it) => `${it.sha256}  ${it.file}`),
    ),
    ...section(
      "Events",
      proof.events.map((it) => `${it.seq}  ${it.at}  ${it.event}${by(it)}  ${it.hash}`),
    ),
    "",
    "How to check this by hand is in docs/data.md.",
    "",
  ].join("\n");
}

function verification({ verification: { holds, faults }, last_hash }: Proof): string[] {
  if (holds)
    return ["VERIFIED: the record is the one that was written.", `Last hash: ${last_hash}`];
  return [
    "NOT VERIFIED: this is not the record that was written.",
    ...faults.map((it) => `  ${it}`),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  const shown = lines.length > 0 ? lines : ["none"];
  return ["", title, ...shown.map((line) => `  ${cleanLine(line, 1000)}`)];
}

function describeDecision(event: Proof["decisions"][number]): string {
  const { event: what, decided_at: at, reason, artifact } = event;
  const why = reason === undefined ? "" : ` (${String(reason)})`;
  return `${what}${by(event)} at ${String(at)}${why}, of ${String(artifact ?? "no mail")}`;
}

function describeDelivery(delivery: Proof["deliveries"][number]): string {
  const { name, kind, state, calls, ses_message_id: id, reason } = delivery;
  const details = [
    kind === "audit" ? "audit copy" : undefined,
    state,
    `calls: ${calls}`,
    id === null ? undefined : `SES ${id}`,
    reason ?? undefined,
  ];
  return `${name}: ${details.filter((it) => it !== undefined).join(", ")}`;
}

function describeMail({ mail, addresses_kept: addresses }: Proof): readonly string[] {
  return [
    mail === null ? "no longer kept" : `Subject: ${mail.subject}`,
    ...(mail?.attachments ?? []).map((it) => `${it.sha256}  ${it.name}, ${it.bytes} bytes`),
    addresses ? "addresses are kept: one mail for each delivery" : "addresses are no longer kept",
  ];
}

function by(event: Proof["events"][number]): string {
  return event["by"] === undefined ? "" : ` by ${String(event["by"])}`;
}
