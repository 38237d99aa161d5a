import { preview } from '../preview.js';
import { monthOf } from './months.js';
import { daysAgo } from './relative-day.js';

/** How the days of a field are written, as far as its values do not tell. */
/** What comes first in a day such as 19/03/2026. */
export const dayOrders = ['dmy', 'mdy'] as const;
export type DayOrder = (typeof dayOrders)[number];

export interface DayReading {
  /** The order of a day such as 19/03/2026. */
  readonly order?: DayOrder | undefined;
  /**
   * The time zone in which a moment's day is meant; by default the day as it is written, and UTC for a count of
   * seconds.
   */
  readonly zone?: string | undefined;
  /** The day on which the postings were collected: from it "3 days ago" counts. */
  readonly crawled?: string | undefined;
}

/** Whether a text is written as an ISO day is, `2026-01-26`. */
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** A day, or what is wrong. */
export type DayOrMistake = { readonly day: string } | { readonly mistake: string };

/**
 * Reads a day as people and programs write it.
 *
 * ISO days and times, `20260319`, `2026/3/19`, `March 19, 2026`, `19 mars 2026`, RFC 2822, seconds or milliseconds
 * since 1970; with their order stated, `19/03/2026`; with the day of the crawl, `3 days ago`. A moment has the day that
 * is written, whatever its offset; where a zone is stated, the day that it was there.
 *
 * @example
 * readDay('March 19, 2026') // => { day: '2026-03-19' }
 * readDay('19/03/2026', { order: 'dmy' }) // => { day: '2026-03-19' }
 * readDay(1714605534) // => { day: '2024-05-01' }
 * readDay('2026-03-29T00:30:00+02:00', { zone: 'UTC' }) // => { day: '2026-03-28' }
 * readDay('3 days ago', { crawled: '2026-03-20' }) // => { day: '2026-03-17' }
 */
export function readDay(value: unknown, reading: DayReading = {}): DayOrMistake {
  if (value instanceof Date) return ofMoment(value.getTime(), reading.zone) ?? wrong(value);
  if (typeof value === 'number') return ofNumber(value, reading.zone) ?? wrong(value);
  if (typeof value !== 'string') return wrong(value);
  const text = value.trim();
  const moment = reading.zone === undefined ? undefined : momentOf(text);
  if (moment !== undefined) return ofMoment(moment, reading.zone) ?? wrong(value);
  return ofText(text, reading) ?? wrong(value);
}

function wrong(value: unknown): DayOrMistake {
  const what = Array.isArray(value) ? 'the list ' : typeof value === 'object' ? '' : `the ${typeof value} `;
  return { mistake: `expected a day such as 2026-01-26, got ${what}${preview(value)}` };
}

const pad = (number: number, length: number): string => String(number).padStart(length, '0');

/** A day that the calendar has. */
function dayOf(year: number, month: number, day: number): DayOrMistake | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isThere = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isThere && year >= 1000 ? { day: `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` } : undefined;
}

function ofMoment(milliseconds: number, zone = 'UTC'): DayOrMistake | undefined {
  if (!Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) return undefined;
  if (zone === 'UTC') return { day: new Date(milliseconds).toISOString().slice(0, 10) };
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return { day: parts.format(milliseconds) };
}

/** Seconds and milliseconds since 1970 do not overlap: from 1973 on to the year 5138. Eight digits are a day. */
function ofNumber(value: number, zone: string | undefined): DayOrMistake | undefined {
  if (value >= 1e11 && value < 1e14) return ofMoment(value, zone);
  if (value >= 1e8 && value < 1e11) return ofMoment(value * 1000, zone);
  return Number.isInteger(value) && value >= 1e7 && value < 1e8 ? ofText(String(value), {}) : undefined;
}

/** A moment with its offset from UTC, in milliseconds; undefined for a text that is none. */
function momentOf(text: string): number | undefined {
  const hasOffset = /\d{1,2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2}|GMT|UTC)$/.test(text);
  const moment = hasOffset ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}

/** What may follow a day: a time. */
const time = String.raw`(?:[T ,]+\d{1,2}:\d{2}.*)?$`;
const yearFirst = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${time}`);
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${time}`);
const weekday = String.raw`(?:\p{L}+\.?,? +)?`;
const monthFirst = new RegExp(String.raw`^${weekday}(\p{L}+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})${time}`, 'u');
const dayFirst = new RegExp(
  String.raw`^${weekday}(\d{1,2})(?:\.|st|nd|rd|th|er|º)?(?: +de| +of)?` +
    String.raw`[ -]+(\p{L}+)\.?,?(?: +del?)?[ -]+(\d{4})${time}`,
  'u',
);

function ofText(text: string, { order, zone, crawled }: DayReading): DayOrMistake | undefined {
  const iso =
    yearFirst.exec(text) ?? /^(\d{4})(年)(\d{1,2})月(\d{1,2})日/.exec(text) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[3]), Number(iso[4]));
  // pandas writes 1713397508000 as 1713397508000.0 or 1.713398e+12 where a column has gaps
  if (/^(?:\d{9,13}(?:\.\d+)?|\d(?:\.\d+)?e\+?\d{1,2})$/i.test(text)) return ofNumber(Number(text), zone);
  const numbers = yearLast.exec(text);
  if (numbers) {
    if (!order) return { mistake: `the day ${text} does not tell its order: state order: dmy, or order: mdy` };
    const [first, second, written] = [Number(numbers[1]), Number(numbers[3]), Number(numbers[4])];
    // two digits as POSIX reads them: 69 to 99 are of the last century
    const year = written >= 100 ? written : written < 69 ? 2000 + written : 1900 + written;
    return order === 'dmy' ? dayOf(year, second, first) : dayOf(year, first, second);
  }
  const english = monthFirst.exec(text);
  const other = english ? undefined : dayFirst.exec(text);
  const month = monthOf(english?.[1] ?? other?.[2] ?? '');
  if (month !== undefined) return dayOf(Number(english?.[3] ?? other?.[3]), month, Number(english?.[2] ?? other?.[1]));
  const days = daysAgo(text);
  if (days === undefined) return undefined;
  if (crawled === undefined)
    return { mistake: `the day "${text}" counts from the day of the crawl: state it, crawled: 2026-03-20` };
  return ofMoment(Date.parse(`${crawled}T00:00:00Z`) - days * 86_400_000);
}
