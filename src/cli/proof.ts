import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { systemClock } from "../clock.ts";
import { type Config, parseConfig } from "../config.ts";
import { buildProof } from "../dispatch/proof.ts";
import type { DispatchRecord } from "../dispatch/record.ts";
import { DispatchNotFoundError, UsageError } from "../errors.ts";
import { createDispatchRecords } from "../store/dispatch-records.ts";
import { createRecipientHash } from "../store/recipient-hash.ts";
import { createSealer } from "../store/sealer.ts";
import { createDynamoDbClient, createTableClient } from "../store/table-client.ts";
import { createUnsubscribeLinks } from "../web/unsubscribe-links.ts";
import { buildProofMails, type ProofFile } from "./proof-mails.ts";
import { buildProofText } from "./proof-text.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Writes everything that is on record of one dispatch into a folder, for somebody who was not there: `proof.txt`,
 * `proof.json`, its mails as `.eml`, its attachments.
 *
 * @param args The dispatch's id.
 * @param out Folder; `proof-<id>` is made in it, and replaced if it is there.
 * @returns The exit code: 1 if the record is not the one that was written.
 * @throws ConfigError, UsageError, DispatchNotFoundError
 * @example npm run report -- proof 01K8XG0000AAAAAAAAAAAAAAAA --out audit
 */
export async function writeProof(
  args: readonly string[],
  out: string,
  env: Environment,
): Promise<number> {
  const [id, ...rest] = args;
  if (id === undefined || rest.length > 0) {
    throw new UsageError("Which dispatch? Nothing was written.", {
      hint: "Type npm run report -- proof and its id, which stands in the table as task_id.",
    });
  }
  const config = parseConfig(env);
  const record = await readRecord(id, config);
  const folder = join(out, `proof-${id}`);
  const proof = buildProof(record);
  const mails = await buildProofMails(record, {
    hashAddress: createRecipientHash(config.recipientHashKey, config.recipientHashKeyPrevious),
    ...linkOf(config),
  });
  await writeFiles(folder, [
    ["proof.txt", Buffer.from(buildProofText(proof))],
    ["proof.json", Buffer.from(`${JSON.stringify(proof, null, 2)}\n`)],
    ...mails,
    ...attachmentsOf(record),
  ]);
  const { holds, faults } = proof.verification;
  console.log(holds ? "Verified: the record is the one that was written." : "NOT VERIFIED:");
  for (const fault of faults) console.log(`  ${fault}`);
  return holds ? 0 : 1;
}

async function readRecord(id: string, config: Config): Promise<DispatchRecord> {
  const client = createDynamoDbClient(config.aws.region);
  try {
    const table = createTableClient(client, config.aws.table);
    const sealer = createSealer(config.dataKey, config.dataKeyPrevious);
    const record = await createDispatchRecords({ table, sealer, clock: systemClock }).read(id);
    if (record !== undefined) return record;
    throw new DispatchNotFoundError(`There is no dispatch ${id} on record; nothing was written.`, {
      hint: "Is it of another table, or older than the record is kept (retention in settings.yml)?",
    });
  } finally {
    client.destroy();
  }
}

function linkOf({ recipientHashKey, publicUrl }: Config) {
  if (publicUrl === undefined) return {};
  return { unsubscribeLink: createUnsubscribeLinks(recipientHashKey, publicUrl).linkTo };
}

function attachmentsOf({ mail }: DispatchRecord): readonly ProofFile[] {
  // A name from the table must not lead out of the folder.
  return (mail?.attachments ?? []).map(({ name, content }) => [
    `attachments/${name.replace(/[^\p{L}\p{N}._ -]/gu, "_").replace(/^\.+/, "_")}`,
    content,
  ]);
}

/** What an earlier run left would look like a part of this proof. */
async function writeFiles(folder: string, files: readonly ProofFile[]): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const [name, content] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
    console.log(join(folder, name));
  }
}
