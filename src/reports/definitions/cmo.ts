import type { ReportDefinition } from "../definition.ts";
import { createFormatter } from "../format.ts";
import { campaignSection } from "../parts/campaign-section.ts";
import { campaignsAhead, missingCampaign, toCampaignAction } from "../parts/campaigns.ts";
import { channelSection } from "../parts/channel-section.ts";
import { channelsOf, missingChannels } from "../parts/channels.ts";
import { orderedEntities } from "../parts/entities.ts";
import { reportFrame } from "../parts/frame.ts";
import { listingSection, listingsOf, missingListings } from "../parts/listings.ts";
import { roadmapSections } from "../parts/marketing-roadmaps.ts";
import { dueSoon, roadmapsFor, stepsOf, toStepAction } from "../parts/milestones.ts";
import { sourceFiles, sourcesOf } from "../parts/sources.ts";
import type { Report } from "../report.ts";
import { type CmoFacts, cmoHeadline, cmoMetrics } from "./cmo-summary.ts";

/** Where customers could come from, what that would bring, and in which order to go after it. */
export const cmoReport: ReportDefinition = {
  id: "cmo",
  title: "CMO report",
  aliases: ["marketing"],
  description:
    "Channel visibility, the case for a campaign, listings in order, marketing roadmaps.",
  compose(input): Report {
    const format = createFormatter(input.portfolio.settings);
    const entities = orderedEntities(input.portfolio);
    const facts: CmoFacts = {
      entities,
      channels: channelsOf(entities),
      campaigns: campaignsAhead(input, entities),
      listings: listingsOf(entities),
      steps: stepsOf(input, roadmapsFor("cmo", entities)),
    };
    return {
      ...reportFrame(cmoReport, input, {
        campaigns: facts.campaigns.map(({ item }) => item),
        channels: facts.channels.flatMap(({ records }) => records.map(({ item }) => item)),
        listings: facts.listings.map(({ item }) => item),
      }),
      headline: cmoHeadline(facts, format),
      metrics: cmoMetrics(input, facts, format),
      sections: [
        campaignSection(input, facts.campaigns, format),
        channelSection(input, facts.channels, format),
        listingSection(input, facts.listings, format),
        ...roadmapSections(input, facts.steps),
      ],
      // What brings money first, in the order of its case; then what is due, the earliest first.
      actions: [
        ...facts.campaigns.map((campaign) => toCampaignAction(campaign, format)),
        ...dueSoon(input, facts.steps).map(toStepAction),
      ],
      missing: [
        ...missingCampaign(entities, facts.campaigns),
        ...missingChannels(entities),
        ...missingListings(facts.listings),
      ],
      sources: sourceFiles(
        sourcesOf([
          ...entities,
          ...facts.channels.flatMap(({ records }) => records.map(({ item }) => item)),
          ...[...facts.campaigns, ...facts.listings, ...facts.steps].map(({ item }) => item),
        ]),
      ),
    };
  },
};
