import {
  newOpening,
  newOpeningOnDuty,
  newOpeningPolicy,
  newOpeningReview,
  openingList,
  openingNotices,
  openingOutcome,
  openingPolicySet,
  openingQuery,
  openingView,
  ownOpeningChange,
  ownOpenings,
} from "./http/openings.ts";

/** Named schemas of records that are opened in an emergency. */
export const openingSchemas = {
  NewOpening: newOpening,
  NewOpeningOnDuty: newOpeningOnDuty,
  NewOpeningPolicy: newOpeningPolicy,
  NewOpeningReview: newOpeningReview,
  Opening: openingView,
  OpeningList: openingList,
  OpeningNotices: openingNotices,
  OpeningOutcome: openingOutcome,
  OpeningPolicy: openingPolicySet,
  OpeningQuery: openingQuery,
  OwnOpeningChange: ownOpeningChange,
  OwnOpenings: ownOpenings,
} as const;
