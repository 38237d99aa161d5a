/** The languages in which the names of months are known. */
const languages = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl'];

let known: ReadonlyMap<string, number> | undefined;

/** The month that a name stands for, from 1, long or short: `March`, `Mär.`, `sept`; undefined for another word. */
export function monthOf(name: string): number | undefined {
  known ??= namesOfMonths();
  return known.get(name.toLowerCase().normalize('NFC'));
}

function namesOfMonths(): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const language of languages) {
    for (const length of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { month: length, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1) {
        const name = format
          .format(Date.UTC(2026, month - 1, 15))
          .toLowerCase()
          .replace(/\.$/, '');
        names.set(name, month);
      }
    }
  }
  return names.set('sept', 9);
}
