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

/** The first and the last day of a span, by its name, as `periodOf` gives it; undefined for what names none. */
export function daysIn(span: string): { readonly first: string; readonly last: string } | undefined {
  const [, year, unit = '', number = ''] = /^(\d{4})(?:-(Q|W|)(\d{1,2}))?$/.exec(span) ?? [];
  if (year === undefined) return undefined;
  const days = (first: number, next: number) => ({ first: dayOf(first), last: dayOf(next - dayMs) });
  const [y, n] = [Number(year), Number(number)];
  const months = (from: number, many: number) => days(Date.UTC(y, from, 1), Date.UTC(y, from + many, 1));
  const found = number === '' ? months(0, 12) : unit === 'Q' ? months(3 * n - 3, 3) : months(n - 1, 1);
  const fourth = Date.UTC(y, 0, 4); // always in the first week
  const monday = fourth - ((new Date(fourth).getUTCDay() || 7) - 1) * dayMs + (n - 1) * 7 * dayMs;
  const isOwn = ({ first }: { first: string }, per: Period): boolean => periodOf(first, per) === span;
  if (unit === 'W') return isOwn(days(monday, monday), 'week') ? days(monday, monday + 7 * dayMs) : undefined;
  return isOwn(found, number === '' ? 'year' : unit === 'Q' ? 'quarter' : 'month') ? found : undefined;
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
