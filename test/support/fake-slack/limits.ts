/**
 * Slack's limits as data. Lengths in characters, times in milliseconds.
 *
 * Sources: docs.slack.dev/reference/block-kit/blocks, …/block-elements, …/composition-objects,
 * …/reference/views, …/reference/methods, …/interactivity/handling-user-interaction.
 */

export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  /** `chat.postMessage` cuts or refuses longer text; the fake refuses. */
  messageText: 40_000,
  updateText: 4_000,
  /** All text of a message's blocks together; measured in practice, not documented. */
  messageBlocksText: 13_000,
  blockId: 255,
  actionId: 255,
  sectionText: 3_000,
  sectionFields: 10,
  sectionField: 2_000,
  headerText: 150,
  actionsElements: 25,
  contextElements: 10,
  contextText: 3_000,
  altText: 2_000,
  /** Of a file, in `files.getUploadURLExternal`. */
  fileAltText: 1_000,
  imageTitle: 2_000,
  url: 3_000,
  markdownText: 12_000,
  tableRows: 100,
  buttonText: 75,
  buttonValue: 2_000,
  accessibilityLabel: 75,
  selectOptions: 100,
  overflowOptions: 5,
  checkOptions: 10,
  optionGroups: 100,
  optionText: 75,
  optionValue: 150,
  placeholder: 150,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  inputLabel: 2_000,
  inputHint: 2_000,
  plainTextInput: 3_000,
  viewTitle: 24,
  viewButton: 24,
  callbackId: 255,
  privateMetadata: 3_000,
  viewBytes: 250_000,
  triggerLifeMs: 3_000,
  responseUrlUses: 5,
  responseUrlLifeMs: 30 * 60 * 1_000,
} as const;

/** The scope that each method needs; `null` for none. A method that is not here is unknown. */
export const SCOPES: Readonly<Record<string, string | null>> = {
  "auth.test": null,
  "apps.connections.open": null,
  "chat.postMessage": "chat:write",
  "chat.postEphemeral": "chat:write",
  "chat.update": "chat:write",
  "chat.delete": "chat:write",
  "views.open": null,
  "views.update": null,
  "views.publish": null,
  "files.getUploadURLExternal": "files:write",
  "files.completeUploadExternal": "files:write",
  "files.info": "files:read",
  "conversations.info": "channels:read",
  "users.info": "users:read",
  "usergroups.users.list": "usergroups:read",
};
