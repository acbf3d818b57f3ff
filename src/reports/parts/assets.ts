import type { Asset, Entity } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { ListItem, Row, Section } from "../report.ts";
import { count, text } from "./values.ts";
import { heading, ofThem, plural, sentence } from "./wording.ts";

/** What the operating entities own; auxiliary domains are only counted. */
export function assetSection(input: ComposeInput, entities: readonly Entity[]): Section {
  const operating = entities.filter(({ kind }) => kind === "operating");
  const assets = operating.flatMap((entity) => entity.assets);
  if (assets.length === 0) {
    const text = "List what each operating entity owns or holds under assets in its file.";
    return { heading: "No asset is on record", blocks: [{ kind: "text", text }] };
  }
  const across = `${plural(assets.length, "asset")} across ${plural(operating.length, "operating entity", "operating entities")}`;
  const others = entities.filter(({ kind }) => kind === "auxiliary");
  const more = others.flatMap((entity) => entity.assets).length;
  const moreText = sentence(
    `${plural(others.length, "auxiliary domain")} ${others.length === 1 ? "holds" : "hold"} ${more} more`,
  );
  return {
    heading: heading([across, ofThem(idle(assets).length, assets.length, "idle")].join(", ")),
    blocks: [
      {
        kind: "table",
        title: {
          who: input.portfolio.settings.name,
          what: "Number of assets",
          when: input.period.label,
        },
        columns: [
          { label: "Entity", align: "start" },
          { label: "In use", align: "end" },
          { label: "Idle", align: "end" },
          { label: "Total", align: "end" },
        ],
        rows: operating.map((entity) => assetRow(entity.name, entity.assets)),
        total: assetRow("Total", assets).cells,
      },
      { kind: "list", ranked: false, items: operating.map(assetItem) },
      ...(more === 0 ? [] : [{ kind: "text" as const, text: moreText }]),
    ],
  };
}

function assetRow(label: string, assets: readonly Asset[]): Row {
  const unused = idle(assets).length;
  return {
    cells: [text(label), count(assets.length - unused), count(unused), count(assets.length)],
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
  return { title: name, detail: detail === "" ? "No asset on record." : detail, tags: [business] };
}

function idle(assets: readonly Asset[]): readonly Asset[] {
  return assets.filter(({ state }) => state === "idle");
}
