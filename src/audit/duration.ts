import type { NumberInText } from '../text/number-in-text.js';

const durations = new RegExp(
  '^[\\s-](?:more |full |consecutive )?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|quarters?|decades?|' +
    'centuries|Jahren?|Monaten?|Wochen?|Tagen?|Stunden?|ans?|mois|semaines?|jours?|años?|meses|semanas?|días?)\\b',
);

/** Whether a number counts days, weeks or years, and so is no part of a number of things. */
export const isDuration = (text: string, { end }: NumberInText): boolean => durations.test(text.slice(end, end + 32));
