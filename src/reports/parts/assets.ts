import type { Asset, Entity } from "../../portfolio/portfolio.ts";
import type { ListItem, Section } from "../report.ts";
import { heading, partWords, plural, sentence } from "./wording.ts";

/** The operating entities, whose assets are told; where there are none, as in a report on one auxiliary domain, all. */
export function assetHolders(entities: readonly Entity[]): readonly Entity[] {
  const operating = entities.filter(({ kind }) => kind === "operating");
  return operating.length > 0 ? operating : entities;
}

/** What the operating entities own; auxiliary domains beside them are only counted. */
export function assetSection(entities: readonly Entity[]): Section {
  const holders = assetHolders(entities);
  const assets = holders.flatMap((entity) => entity.assets);
  if (assets.length === 0) {
    const text = "List what each entity owns or holds under assets in its file.";
    return { heading: "No asset is on record", blocks: [{ kind: "text", text }] };
  }
  const others = entities.filter((entity) => !holders.includes(entity));
  const more = others.flatMap((entity) => entity.assets).length;
  const moreText = sentence(
    `${plural(others.length, "auxiliary domain")} ${others.length === 1 ? "holds" : "hold"} ${more} more`,
  );
  return {
    heading: heading(partWords(idle(assets).length, assets.length, "idle", ["asset", "assets"])),
    blocks: [
      { kind: "list", ranked: false, items: holders.map(assetItem) },
      ...(more === 0 ? [] : [{ kind: "text" as const, text: moreText }]),
    ],
  };
}

function assetItem({ name, business, assets }: Entity): ListItem {
  const used = assets.filter(({ state }) => state === "in use").map((asset) => asset.name);
  const unused = idle(assets).map((asset) =>
    asset.note ? `${asset.name} (${asset.note})` : asset.name,
  );
  const parts = [
    used.length === 0 ? "" : `In use: ${used.join("; ")}.`,
    unused.length === 0 ? "" : `Idle: ${unused.join("; ")}.`,
  ];
  const detail = parts.filter((part) => part !== "").join(" ");
  return {
    title: name,
    detail: detail === "" ? "No asset on record." : detail,
    tags: [business, `${used.length} in use`, `${unused.length} idle`],
  };
}

function idle(assets: readonly Asset[]): readonly Asset[] {
  return assets.filter(({ state }) => state === "idle");
}
