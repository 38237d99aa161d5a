/** Spans of days that postings are grouped by. Weeks are those of ISO 8601: from Monday, `2026-W01` has January 1. */
export const periods = ['week', 'month', 'quarter', 'year'] as const;
export type Period = (typeof periods)[number];

/** The span in which a day lies: `2026-W10`, `2026-03`, `2026-Q1`, `2026`. What is no day, `(none)`, stays as it is. */
export function periodOf(day: string, period: Period): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
  const [year = '', month = ''] = day.split('-');
  if (period === 'year') return year;
  if (period === 'month') return `${year}-${month}`;
  if (period === 'quarter') return `${year}-Q${Math.ceil(Number(month) / 3)}`;
  return weekOf(day);
}

const dayMs = 86_400_000;

/** A week belongs to the year in which its Thursday lies. */
function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * dayMs);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / dayMs / 7);
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`;
}
