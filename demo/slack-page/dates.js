/**
 * Shows dates in answers that reach the local Slack by their `response_url`, which the bot calls without a detour: as
 * in all other messages, what a reader without JavaScript would see in Slack.
 */
(() => {
  const TOKEN = /<!date\^\d+\^[^|>]*\|([^>]*)>/g;

  const replaceIn = (node) => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
      const shown = text.data.replaceAll(TOKEN, "$1");
      if (shown !== text.data) text.data = shown;
    }
  };

  new MutationObserver((changes) => {
    for (const { target } of changes) replaceIn(target.parentNode ?? target);
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
})();
