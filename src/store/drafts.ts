import type { Clock } from "../clock.ts";
import { mapInChunks } from "../dispatch/map-in-chunks.ts";
import type { DispatchStore } from "../dispatch/store-port.ts";
import { ArtifactExpiredError, DraftExistsError } from "../errors.ts";
import { fromArtifactItems, fromMailChunks } from "./artifact-items.ts";
import { readArtifactParts, readMailChunks } from "./artifact-parts.ts";
import { trailOf } from "./delivery-trails.ts";
import { draftItems } from "./draft-items.ts";
import type { Attributes } from "./expressions.ts";
import { keyOfHead } from "./kept-head.ts";
import type { Key } from "./keys.ts";
import type { Sealer } from "./sealer.ts";
import type { TableClient } from "./table-client.ts";

/** Deliveries of a draft that are written at the same time; each is one or two write units. */
const DELIVERIES_AT_ONCE = 25;

/** The part of the store that keeps what was frozen for the preview. */
export function createDrafts({
  table,
  sealer,
  clock,
}: {
  readonly table: TableClient;
  readonly sealer: Sealer;
  readonly clock: Clock;
}): Pick<DispatchStore, "saveDraft" | "getArtifact" | "getMail"> {
  return {
    async saveDraft(dispatch, artifact, deliveries) {
      const items = draftItems(dispatch, artifact, deliveries, sealer, clock.now());
      const putNew = async (item: Key & Attributes) => {
        // The id is new. What stands under it is another's: two dispatches would share their parts, and mails that are
        // out would be pending again.
        const isNew = { clauses: ["attribute_not_exists(task_id)"] };
        if (!(await table.put(item, isNew))) throw draftExists(dispatch.id);
      };
      // All of them are one partition, which takes 1,000 write units a second; a chunk is 372 of them. One after another,
      // each has the SDK's repetitions to itself.
      for (const item of items.artifact) await putNew(item);
      await mapInChunks(items.deliveries, DELIVERIES_AT_ONCE, putNew);
      await putNew(items.head);
    },

    async getArtifact({ id, artifactHash }) {
      const { chunks, envelope } = await readArtifactParts(table, id, clock.now());
      if (chunks.length === 0) throw expired("mail");
      if (envelope === undefined) throw expired("addresses");
      return fromArtifactItems(id, chunks, envelope, artifactHash, sealer);
    },

    async getMail({ id }) {
      const [head, chunks] = await Promise.all([
        table.get(keyOfHead(id)),
        readMailChunks(table, id, clock.now()),
      ]);
      if (chunks.length === 0) throw expired("mail");
      // The hash of the whole covers addresses; that of the mail alone stands in the event that began the trail.
      return fromMailChunks(chunks, trailOf(head ?? {}).trail[0]?.["mail"]);
    },
  };
}

function expired(what: "mail" | "addresses"): ArtifactExpiredError {
  const gone = {
    mail: "The mail of this report is not kept any more",
    addresses: "The addresses this report was meant for are not kept any more",
  };
  return new ArtifactExpiredError(`${gone[what]}.`, {
    hint: "Ask for the report again. How long mails and addresses are kept is decided by retention in settings.yml.",
  });
}

function draftExists(id: string): DraftExistsError {
  return new DraftExistsError(
    `Something is on record under the id ${id}; the draft was not saved.`,
    {
      hint: "What was there is unchanged. Ask for the report again.",
    },
  );
}
