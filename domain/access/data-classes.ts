/**
 * What relatives may be let see of a resident, each by a consent of its own (单独同意, 个人信息保护法 art. 29):
 * `status-light` that they are all right or not and since when; `vitals` measurements, sleep and activity; `alerts` what
 * happened and what is being done; `record` the story of their days and what care writes for them; `video` pictures and calls.
 */
export const dataClasses = ["status-light", "vitals", "alerts", "record", "video"] as const;
export type DataClass = (typeof dataClasses)[number];
