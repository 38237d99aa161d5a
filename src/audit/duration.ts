import type { NumberInText } from '../text/number-in-text.js';

/** Whether a number counts days, weeks or years, and so is no part of a number of things. */
export const isDuration = (text: string, { end }: NumberInText): boolean =>
  /^[\s-](?:more |full |consecutive )?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|quarters?|decades?|centuries|Jahren?|Monaten?|Wochen?|Tagen?|Stunden?)\b/.test(
    text.slice(end, end + 32),
  );
