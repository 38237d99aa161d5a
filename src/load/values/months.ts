/** The languages in which the names of months are known. */
const languages = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'ru', 'uk', 'pl', 'cs', 'sv', 'da', 'nb', 'tr'];

/** Names beside a day have another ending than alone in some languages: `март`, `19 марта`. */
const forms = [
  ['long', {}],
  ['short', {}],
  ['long', { day: 'numeric' }],
  ['short', { day: 'numeric' }],
] as const;

let known: ReadonlyMap<string, number> | undefined;

/** The month that a name stands for, from 1, long or short: `March`, `Mär.`, `sept`; undefined for another word. */
export function monthOf(name: string): number | undefined {
  known ??= namesOfMonths();
  return known.get(name.toLowerCase().normalize('NFC'));
}

function namesOfMonths(): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const language of languages) {
    for (const [length, day] of forms) {
      const format = new Intl.DateTimeFormat(language, { month: length, ...day, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1) {
        const parts = format.formatToParts(Date.UTC(2026, month - 1, 15));
        const name = parts.find(({ type }) => type === 'month')?.value ?? '';
        names.set(name.toLowerCase().replace(/\.$/, ''), month);
      }
    }
  }
  return names.set('sept', 9);
}
