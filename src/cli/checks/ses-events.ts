import type { Config } from "../../config.ts";
import { type EventTopic, readEventTopics } from "../../email/ses-configuration-set.ts";
import { createSesClient } from "../../email/ses-mailer.ts";
import { bad, type Finding, good, reasonOf, warn } from "./finding.ts";

/** Without one of these something about a mail is never learned. */
const WANTED = ["send", "reject", "bounce", "complaint", "delivery"] as const;

/** Does SES say what becomes of the mails, and to the topic that the bot listens to? */
export async function checkSesEvents({ aws }: Pick<Config, "aws">): Promise<readonly Finding[]> {
  const { configurationSet: name, eventsTopicArn: topic, sesRegion: region } = aws;
  if (name === undefined) {
    if (topic === undefined) return [];
    const text =
      "a topic is set, but mails name no configuration set, so that SES tells it nothing";
    return [warn("SES events", text, "Set SES_CONFIGURATION_SET to the one that publishes to it.")];
  }
  const client = createSesClient({ region });
  try {
    const topics = await readEventTopics(client, name);
    if (topics === undefined) {
      const text = `there is no configuration set "${name}" in ${region}, so that SES refuses every mail`;
      const mend = `aws ses create-configuration-set --configuration-set Name=${name} --region ${region}`;
      return [bad("SES events", text, mend)];
    }
    return [judgeTopics(topics, name, aws)];
  } catch (error) {
    return [warn("SES events", reasonOf(error), "Allow ses:DescribeConfigurationSet to the bot.")];
  } finally {
    client.destroy();
  }
}

function judgeTopics(
  topics: readonly EventTopic[],
  name: string,
  { eventsTopicArn: topic, sesRegion: region }: Config["aws"],
): Finding {
  if (topic === undefined) {
    return good("SES events", `configuration set "${name}" is there; the bot listens to no topic`);
  }
  const here = topics.filter(({ arn, enabled }) => arn === topic && enabled);
  const told = here.flatMap(({ events }) => events);
  const missing = WANTED.filter((event) => !told.includes(event));
  if (missing.length === 0) {
    const text = `configuration set "${name}" publishes to ${topic}; whether /ses/events is subscribed to that, only SNS knows`;
    return good("SES events", text);
  }
  const text =
    here.length === 0
      ? `configuration set "${name}" does not publish to ${topic}`
      : `configuration set "${name}" does not publish ${missing.join(", ")} to ${topic}`;
  const destination = `Name=exec-report-events,Enabled=true,MatchingEventTypes=${missing.join(",")},SNSDestination={TopicARN=${topic}}`;
  const mend = `aws ses create-configuration-set-event-destination --configuration-set-name ${name} --event-destination '${destination}' --region ${region}`;
  return warn("SES events", text, mend);
}
