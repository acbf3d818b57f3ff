/**
 * What a subject can be made of. `figure` is the first figure with its label, `portfolio` the brand's name or, for
 * a report on one entity, that entity's.
 */
export const SUBJECT_PLACEHOLDERS = ["title", "period", "headline", "figure", "portfolio"] as const;
export type SubjectPlaceholder = (typeof SUBJECT_PLACEHOLDERS)[number];
