import type { NumberKind } from './number-in-text.js';
import { type Rule, rule } from './rule.js';

/** Units after a number. The first rule that matches decides. */
export const unitRules: readonly Rule<NumberKind>[] = [
  rule(/^[\s-]?(?:percentage[\s-]points?|p\.\s?p\.)/, 'points', 'up 2 percentage points', '2 percentage points points'),
  rule(/^\s?(?:%-?points?|ppt?s?)\b/, 'points', 'up 2.5 pp', '2.5 pp points'),
  rule(/^[\s-]?(?:%-Punkte?n?|Prozentpunkte?n?)\b/, 'points', 'um 2 Prozentpunkte', '2 Prozentpunkte points'),
  rule(/^\spoints? de pourcentage\b/, 'points', 'de 2 points de pourcentage', '2 points de pourcentage points'),
  rule(/^\sp[uo]ntos porcentua(?:les|is)\b/, 'points', 'sube 2 puntos porcentuales', '2 puntos porcentuales points'),
  rule(/^\spontos percentuais\b/, 'points', 'sobe 2 pontos percentuais', '2 pontos percentuais points'),
  rule(/^\s?%/, 'share', '18.2% of them', '18.2% share'),
  rule(/^\s?\\%/, 'share', 'LaTeX writes 18.2\\%', '18.2\\% share'),
  rule(/^\s?(?:percent|per cent|pct)\b/, 'share', '18 percent of them', '18 percent share'),
  rule(/^\sProzent\b/, 'share', '18,2 Prozent', '18,2 Prozent share'),
  rule(/^\s(?:pour cent|por ciento|por cento)\b/, 'share', 'el 18,2 por ciento', '18,2 por ciento share'),
  rule(/^\s?[×x](?!\w)/, 'ratio', '1.4× as many', '1.4× ratio'),
  rule(/^\s?\\times\b/, 'ratio', '1.4\\times as many', '1.4\\times ratio'),
  rule(/^[\s-]times?\b(?!\s(?:zones?|series|points?|periods?))/, 'ratio', '3 times as many', '3 times ratio'),
  rule(/^[\s-]?fold\b/, 'ratio', 'a 10-fold rise', '10-fold ratio'),
  rule(/^[\s-]?(?:mal|fache?[nmrs]?)\b/, 'ratio', '2,5-mal so viele', '2,5-mal ratio'),
  rule(/^\s(?:fois|veces|vezes)\b/, 'ratio', '2,5 fois plus', '2,5 fois ratio'),
  rule(/^\s?[€£](?!\w)/, 'money', '40 € an hour', '40 € money'),
  rule(/^\s?(?:USD|EUR|GBP|CHF|CAD|AUD|INR|BRL)\b/, 'money', '40 EUR an hour', '40 EUR money'),
  rule(/^\s(?:dollars?|euros?|pounds?|cents?|Franken|reais)\b/, 'money', '40 euros an hour', '40 euros money'),
  rule(/^\s?(?:[kKMGT]i?B|[kM]?bps|GHz|MHz|kWh?)\b/, 'measure', 'with 50 MB', '50 MB measure'),
  rule(/^\s?(?:km|cm|mm|kg|mg|µg|ml|ms)\b/, 'measure', 'within 50 ms', '50 ms measure'),
  rule(/^\s?σ(?!\p{L})/u, 'measure', 'a residual of 21σ', '21σ measure'),
  rule(/^\s?°[CF]?/, 'measure', 'at 180 °C', '180 °C measure'),
  rule(/^(?:h|m|s|g|min|hr|hrs|sec|px|pt|em)\b/, 'measure', 'in 30s', '30s measure'),
];

/** Words and letters after a number that multiply it. */
export const scaleRules: readonly Rule<number>[] = [
  rule(/^\s?(?:mil millones|mil milhões)(?!\p{L})/u, 1e9, '3 mil millones de euros', '3 mil millones count'),
  rule(/^\s?(?:thousand|Tausend|Tsd\.)(?!\p{L})/u, 1e3, '12 thousand adverts', '12 thousand count'),
  rule(/^\smil(?!\p{L})/u, 1e3, '40 mil puestos', '40 mil count'),
  rule(/^\s?(?:millions?|mn)(?!\p{L})/u, 1e6, '12.4 million users', '12.4 million count'),
  rule(/^\s?(?:Million(?:en)?|Mio\.?)(?!\p{L})/u, 1e6, '12,4 Millionen Anzeigen', '12,4 Millionen count'),
  rule(/^\s?(?:millones|milhões|milhão)(?!\p{L})/u, 1e6, '12,4 millones de puestos', '12,4 millones count'),
  rule(/^\s?(?:billion|bn)(?!\p{L})/u, 1e9, '3 billion rows', '3 billion count'),
  rule(
    /^\s?(?:Milliarden?|Mrd\.?|milliards?|bilhões|bilhão)(?!\p{L})/u,
    1e9,
    '3 milliards de lignes',
    '3 milliards count',
  ),
  rule(/^\s?(?:trillion|tn)(?!\p{L})/u, 1e12, '3 trillion tokens', '3 trillion count'),
  rule(/^[Kk](?![\w-])/, 1e3, 'some 300K rows', '300K count about'),
  rule(/^\sK(?![\w-])/, 1e3, '300 K a year', '300 K count'),
  rule(/^M(?![\w-])/, 1e6, 'with 4.2M rows', '4.2M count'),
  rule(/^B(?![\w-])/, 1e9, 'with 7B of them', '7B count'),
];

/** Currencies before a number. */
export const currencyRules: readonly Rule<'money'>[] = [
  rule(/(?:\b(?:US|C|CA|A|R))?\\?\$\s?$/, 'money', 'a rate of $80', '$80 money'),
  rule(/[€£¥₹]\s?$/, 'money', 'a rate of €4.2 million', '€4.2 million money'),
  rule(/\b(?:USD|EUR|GBP|CHF|CAD|AUD|INR|BRL)\s$/, 'money', 'a rate of CHF 80', 'CHF 80 money'),
];
