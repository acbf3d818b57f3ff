import {
  ConfigurationSetDoesNotExistException,
  DescribeConfigurationSetCommand,
  type SESClient,
} from "@aws-sdk/client-ses";

/** Where a configuration set publishes to, as far as that is a topic of SNS. */
export interface EventTopic {
  readonly arn: string;
  readonly enabled: boolean;
  /** e.g. `bounce`. */
  readonly events: readonly string[];
}

/** People wait for the answer. */
const TIMEOUT_MS = 5_000;

/**
 * Asks SES where a configuration set publishes the events of mails.
 *
 * @returns undefined if there is no such set.
 * @throws Error of the SDK.
 */
export async function readEventTopics(
  client: SESClient,
  name: string,
): Promise<readonly EventTopic[] | undefined> {
  const question = new DescribeConfigurationSetCommand({
    ConfigurationSetName: name,
    ConfigurationSetAttributeNames: ["eventDestinations"],
  });
  try {
    const { EventDestinations = [] } = await client.send(question, {
      abortSignal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return EventDestinations.flatMap(({ SNSDestination, Enabled, MatchingEventTypes = [] }) =>
      SNSDestination?.TopicARN === undefined
        ? []
        : [{ arn: SNSDestination.TopicARN, enabled: Enabled ?? false, events: MatchingEventTypes }],
    );
  } catch (error) {
    if (error instanceof ConfigurationSetDoesNotExistException) return undefined;
    throw error;
  }
}
