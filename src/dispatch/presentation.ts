import type { AttachmentKind, BrandLook, Logo, Portfolio } from "../portfolio/portfolio.ts";
import { findEntities } from "../reports/scope.ts";
import type { Recipient } from "./artifact.ts";
import type { DraftChoices } from "./choices.ts";

/** What a mail looks like and brings, apart from the report itself. */
export interface Presentation {
  readonly brand: {
    readonly name: string;
    /** `#rrggbb`, readable on white. */
    readonly color: string;
    readonly logo?: Logo;
  };
  readonly attachments: readonly AttachmentKind[];
  /** Names of attachments that are left out because the mail was too large with them. */
  readonly without: readonly string[];
  /** Stands at the top, before the report. */
  readonly note?: string;
  /** Words and placeholders; the renderer's own without it. */
  readonly subject?: string;
  readonly replyTo?: Recipient;
}

/** Dark blue: a contrast of 8.3 : 1 on white. */
export const DEFAULT_COLOR = "#1d4f91";

/**
 * How a report type is presented: by its audience's wishes, in the portfolio's look, or in that of the only entity
 * the report is about. What a look does not say, the look above it does.
 *
 * @param choices What was chosen instead of what the audience wishes, and the only entity the report is about.
 * @param without Names of attachments to leave out.
 * @throws UnknownEntityError
 */
export function resolvePresentation(
  portfolio: Portfolio,
  reportType: string,
  { entity, attachments, note }: Pick<DraftChoices, "entity" | "attachments" | "note"> = {},
  without: readonly string[] = [],
): Presentation {
  const { settings } = portfolio;
  const audience = settings.audiences[reportType];
  const chosen = entity === undefined ? [] : findEntities(portfolio, entity);
  const only = chosen.length === 1 ? chosen[0] : undefined;
  const own: BrandLook = (only && settings.brand?.entities?.[only.id]) ?? {};
  const color = own.color ?? settings.brand?.color ?? DEFAULT_COLOR;
  const file = own.logo ?? settings.brand?.logo;
  const logo = file === undefined ? undefined : portfolio.logos?.[file];
  const person = audience?.replyTo === undefined ? undefined : settings.people[audience.replyTo];
  return {
    brand: {
      name: own.name ?? settings.brand?.name ?? settings.name,
      color,
      ...(logo !== undefined && { logo }),
    },
    attachments: attachments ?? audience?.attachments ?? [],
    without,
    ...(note !== undefined && { note }),
    ...(audience?.subject !== undefined && { subject: audience.subject }),
    ...(person !== undefined && { replyTo: { name: person.name, email: person.email } }),
  };
}
