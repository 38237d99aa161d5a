import { latin } from '../../text/rule.js';
import type { Range } from '../diagnostic.js';

/** Headings, and lines that introduce what is below: `Key findings:`. */
const heading = latin(/^(?:(#{1,6})[ \t]+([^\n]{1,200})|([\p{L}][^\n:.!?]{2,50}):[ \t]*)$/gmu);
const ofSummary = new RegExp(
  String.raw`\bsummary\b|tl;?\s?dr\b|takeaway|key\s(?:finding|insight|result|stat|number|metric)|highlight|` +
    String.raw`at a glance|\babstract\b|conclusion|overview|\bfindings\b|\binsights\b|in (?:short|brief)\b|` +
    'Zusammenfassung|Fazit|résumé|resumen|resumo',
  'i',
);
/** A longer part is no summary. */
const [PART, LONGEST_PART] = [0.3, 0.4];
const LINE = 7;

/** The parts of a text that tell what the rest tells at length: its beginning, summaries and conclusions. */
export function summariesOf(text: string): Range[] {
  const headings = [...text.matchAll(heading)].map((match) => ({
    at: match.index,
    level: match[1]?.length ?? LINE,
    title: match[2] ?? match[3] ?? '',
  }));
  const found: Range[] = [];
  const first = headings.find(({ level }) => level >= 2 && level < LINE);
  if (headings.length >= 3 && first) found.push({ start: 0, end: first.at });
  headings.forEach(({ at, level, title }, i) => {
    if (!ofSummary.test(title)) return;
    const later = headings.slice(i + 1);
    const end = later.find((next) => next.level <= level || (level === LINE && next.level < LINE))?.at ?? text.length;
    const isShort = end - at < PART * text.length;
    found.push({ start: at, end: isShort ? end : (later[0]?.at ?? text.length) });
  });
  return found.filter(({ start, end }) => end - start < LONGEST_PART * text.length);
}
