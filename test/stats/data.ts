/** Real counts of the fine-tuning article: postings that mention it, of all postings of the role. */
export const DATA_SCIENTIST = { k: 137, n: 2795 };
export const ML_ENGINEER = { k: 526, n: 2893 };
export const AI_ENGINEER = { k: 292, n: 1114 };

/** Data Scientist, ML Engineer, AI Engineer: with, without. */
export const ROLES = [
  [137, 2658],
  [526, 2367],
  [292, 822],
];

/** ML Engineer by week, from 2026-03-30. */
export const WEEKS = [
  { k: 176, n: 904 },
  { k: 72, n: 519 },
  { k: 71, n: 494 },
  { k: 86, n: 444 },
  { k: 71, n: 337 },
];
