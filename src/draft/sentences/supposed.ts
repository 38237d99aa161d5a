import type { Stretch } from './reading.js';
import { words } from './words.js';

/** Words that put what follows into the mouth of others, suppose it, or deny it as a whole. */
const openings = words(
  '(?:one|you|they|many|some|people|readers|most people|everyone|who|few) (?:(?:might|may|could|would|will|' +
    'used to) )?(?:have )?(?:expect|think|assume|suppose|believe|guess|imagine|claim|say|suspect)(?:ed|s)?',
  '(?:is|was|has been) (?:often |sometimes |widely |commonly )?(?:said|believed|assumed|claimed|thought)',
  '(?:wrong|false|untrue|misleading|incorrect|not true|a myth|a mistake|nonsense|an exaggeration) ' +
    '(?:to (?:say|claim|conclude|think|write|speak)|that)',
  '(?:idea|notion|claim|myth|belief|impression|hope|fear) that',
  'as (?:if|though)',
  'if',
  String.raw`(?:man|wer|viele|manche) (?:könnte|würde|mag|glaub\p{Ll}*|mein\p{Ll}*|denk\p{Ll}*|erwart\p{Ll}*)`,
  'angeblich',
  '(?:falsch|unwahr|irreführend|übertrieben|ein Irrtum|ein Mythos)(?:, zu (?:sagen|behaupten)|, (?:dass|daß|wenn))',
  'als (?:ob|wäre)',
  'wenn',
);
const ending = /[,;:.!?—–]|\s(?:but|yet|aber|doch)\s/g;
/** A comma that only opens what is supposed: "falsch, dass", "wer glaubt, jede zweite …". */
const commaWithin = /^,\s(?:dass|daß|zu|wenn)\s/;
const asksWhich = words('why|how|who|where|when|what|which|warum|wie|wer|wo|wann|was|welche[rsnm]?|wieso|weshalb');

/** The stretches of a sentence that it does not say itself: what others expect, what is denied, what is asked. */
export function supposedIn(masked: string): Stretch[] {
  // "why do half of them …?" takes the half for granted
  if (/\?["”’)]*\s*$/.test(masked) && masked.search(asksWhich) === -1) return [{ start: 0, end: masked.length }];
  return [...masked.matchAll(openings)].map(({ index, 0: { length } }) => {
    ending.lastIndex = index + length;
    let stop = ending.exec(masked);
    while (stop && (stop.index === index + length || commaWithin.test(masked.slice(stop.index))))
      stop = ending.exec(masked);
    return { start: index, end: stop?.index ?? masked.length };
  });
}
