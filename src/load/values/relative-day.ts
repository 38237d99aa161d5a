/** A way of saying how long ago something was: the number is the first group, the unit the second. */
const ways = [
  new RegExp(
    String.raw`^(?:(?:re)?posted|active|published)?:? *(?:about |over )?(\d+|an?|one) *` +
      '(hour|hr|h|day|d|week|wk|w|minute|min)s? *(?:ago)?$',
  ),
  /^vor (\d+|einer|einem) (stunde|tag|woche|minute)(?:n|en)?$/,
  /^(?:publiée? )?il y a (\d+|une?) (heure|jour|semaine|minute)s?$/,
  /^(?:publicado )?(?:hace|há) (\d+|una?|um|uma) (hora|día|dia|semana|minuto)s?$/,
];

/** How many days a unit has, by its first letters. */
const units: readonly (readonly [RegExp, number])[] = [
  [/^(?:h|stunde|min)/, 0],
  [/^(?:d|jour|tag)/, 1],
  [/^(?:w|semana|semaine)/, 7],
];

const today = /^(?:(?:re)?posted )?(?:today|just now|just posted|new|heute|aujourd['’]hui|hoy|hoje)$/;
const yesterday = /^(?:(?:re)?posted )?(?:yesterday|gestern|hier|ayer|ontem)$/;

/**
 * How many days ago a text says that something was; undefined where it says nothing so exact: `30+ days ago`, and
 * months, which have no length.
 *
 * @example
 * daysAgo('Posted 3 days ago') // => 3
 * daysAgo('il y a 2 semaines') // => 14
 * daysAgo('30+ days ago') // => undefined
 */
export function daysAgo(text: string): number | undefined {
  const said = text.trim().toLowerCase();
  if (today.test(said)) return 0;
  if (yesterday.test(said)) return 1;
  for (const way of ways) {
    const [, count = '', unit = ''] = way.exec(said) ?? [];
    const days = units.find(([names]) => names.test(unit))?.[1];
    if (unit === '' || days === undefined) continue;
    return (/^\d+$/.test(count) ? Number(count) : 1) * days;
  }
  return undefined;
}
