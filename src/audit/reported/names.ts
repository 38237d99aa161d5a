import { latin, standsBefore } from '../../text/rule.js';

/** The names under which texts report statistics, tests, effect sizes and descriptions, one meaning each. */
export type ReportedName =
  // tests
  | 't'
  | 'F'
  | 'χ²'
  | 'z'
  | 'r'
  | 'ρ'
  | 'Q'
  | 'H'
  // probabilities
  | 'p'
  | 'adjusted p'
  | 'one-tailed p'
  | 'several p'
  | 'BF₁₀'
  | 'BF₀₁'
  // effects
  | 'd'
  | 'd_z'
  | 'g'
  | 'η²'
  | 'partial η²'
  | 'generalized η²'
  | 'ω²'
  | 'R²'
  | 'ΔR²'
  | 'V'
  | 'φ'
  | 'f'
  | 'OR'
  | 'RR'
  | 'HR'
  | 'exp(b)'
  | 'b'
  | 'β'
  | 'difference'
  // descriptions
  | 'M'
  | 'Mdn'
  | 'SD'
  | 'SE'
  | 'n'
  | 'N'
  | 'df'
  | 'MSE'
  // agreement and classification
  | 'α'
  | 'κ'
  | 'precision'
  | 'recall'
  | 'F1'
  | 'accuracy';

/** How a name is printed; the source of a pattern that ends where the name ends. */
interface NameRule {
  readonly name: ReportedName;
  readonly source: string;
  /** A text whose first reported value has this name. */
  readonly example: string;
  /** Whether "of", "was" or nothing at all may stand between the name and its value. */
  readonly inWords: boolean;
}

const symbol = (name: ReportedName, source: string, example: string): NameRule => ({
  name,
  source,
  example,
  inWords: false,
});
const word = (name: ReportedName, source: string, example: string): NameRule => ({
  name,
  source,
  example,
  inWords: true,
});

/** Lowered letters, as `_p`, `_{p}` or, where a page has lost them, flat after a space. */
const low = (letters: string): string => `[_\\s]?\\{?(?:\\\\(?:text|mathrm)\\{)?(?:${letters})\\}{0,2}`;
/** A square, raised or not. */
const square = '\\s?\\^?\\{?(?:²|2)\\}?';
const eta = '(?:η|\\\\eta)';

/** Of several names that end at one place the longest counts, so that `partial η²` is no `η²`. */
export const nameRules: readonly NameRule[] = [
  symbol('t', "(?:(?:Welch|Student)[’']s\\s)?t(?:[-\\s](?:value|statistic|ratio))?", 't(28) = 2.20'),
  symbol('F', 'F(?:[-\\s](?:value|statistic|ratio))?', 'F(2, 28) = 2.20'),
  symbol('χ²', `(?:χ|Χ|\\\\chi|[Xx])${square}`, 'χ²(2) = 2.20'),
  symbol('χ²', '(?:[Cc]hi|X)[-\\s]?(?:squared?|2|²)(?:\\s(?:statistic|value))?', 'X-squared = 2.20, df = 2'),
  // a page without the font of χ has a c
  symbol('χ²', 'c\\s2(?=\\s?$)', 'c 2 (2) = 2.20'),
  symbol('z', '[zZ](?:[-\\s](?:score|value|statistic))?', 'z = 2.20'),
  symbol('r', "(?:Pearson[’']?s?\\s)?r(?:[_\\s]?\\{?(?:p|partial)\\}?)?", 'r(28) = .22'),
  symbol('ρ', `(?:Spearman[’']?s?\\s)?(?:ρ|rho|\\\\rho|r${low('s|S|Spearman')}|rₛ)`, 'r_s(28) = .22'),
  symbol('ρ', "Spearman[’']?s?\\sr", "Spearman's r(28) = .22"),
  symbol('Q', 'Q(?:[bwWBM]|-?\\s?(?:between|within|model|total))?', 'Q-within(2) = 2.20'),
  symbol('H', '(?:Kruskal[-–\\s]Wallis\\s)?H', 'H(2) = 2.20'),
  symbol('p', '[pP](?:[-\\s]?(?:[Vv]alues?|[Vv]al))?', 'p = .03'),
  word('p', '[pP][-\\s][Vv]alues?', 'a p-value of .03'),
  symbol('p', '(?:two|2)[-\\s](?:tailed|sided)\\s[pP]', 'two-tailed p = .03'),
  symbol('p', 'Prob\\s?>\\s?(?:F|chi2|\\|?[tz]\\|?)|Pr\\(>[^)]{1,12}\\)|P\\s?>\\s?\\|[tz]\\|', 'Prob > F = 0.03'),
  symbol('one-tailed p', `[pP]${low('(?:one|1)[-\\s]?(?:tailed|sided|tail)?')}`, 'p_one-tailed = .018'),
  symbol('one-tailed p', '(?:one|1)[-\\s](?:tailed|sided)\\s[pP](?:[-\\s]?values?)?', 'one-tailed p = .018'),
  symbol(
    'adjusted p',
    `[pP](?:${low('adj|corr?|adjusted|corrected|[Bb]onf\\w*|[Hh]olm|[Tt]ukey|[Ff][Dd][Rr]|FWE')}\\.?)`,
    'p_adj = .11',
  ),
  symbol(
    'adjusted p',
    '(?:[Aa]djusted|[Cc]orrected|[Bb]onferroni|[Hh]olm|[Tt]ukey|FDR|FWE)[-\\s]' +
      '(?:adjusted\\s|corrected\\s)?[pP](?:[-\\s]?values?)?',
    'Bonferroni-corrected p = .11',
  ),
  symbol('adjusted p', 'q(?:[-\\s]?values?)?', 'q = .11'),
  symbol('several p', "(?:all\\s|both\\s)?(?:[pP]s|[pP][’']s|[pP][-\\s]values)", 'all ps < .05'),
  symbol('BF₁₀', `BF(?:${low('10|₁₀|\\+0|-0|incl')}|₁₀)`, 'BF10 = 3.2'),
  symbol('BF₀₁', `BF(?:${low('01|₀₁|0\\+|excl')}|₀₁)`, 'BF01 = 3.2'),
  symbol('d', "(?:Cohen[’']?s?\\s)?d(?:[_\\s]?\\{?(?:s|av|diff)\\}?)?", "Cohen's d = 0.5"),
  symbol('d_z', `(?:Cohen[’']?s?\\s)?d${low('z|rm')}`, 'd_z = 0.5'),
  symbol('g', `(?:Hedges[’']?s?\\s)?g${`(?:${low('av|s')})?`}`, "Hedges's g = 0.5"),
  symbol('η²', `${eta}${square}|eta[-\\s]squared|eta2`, 'η² = .14'),
  symbol(
    'partial η²',
    `(?:${eta}${low('p|P|partial')}${square}|${eta}${square}${low('p|P|partial')}|partial\\s${eta}${square}|` +
      'η²ₚ|ηₚ²|[Pp]artial\\seta[-\\s](?:squared|2))',
    'η_p² = .14',
  ),
  symbol('generalized η²', `${eta}${low('G|g')}${square}|${eta}${square}${low('G|g')}`, 'η_G² = .14'),
  symbol('ω²', `(?:partial\\s)?ω(?:${low('p')})?${square}(?:${low('p')})?`, 'ω² = .14'),
  symbol('R²', `R${square}|R[-\\s]squared`, 'R² = .14'),
  symbol('ΔR²', `(?:Δ|∆|\\\\Delta)\\s?R${square}|[Aa]dj(?:usted|\\.)?\\sR(?:${square}|[-\\s]squared)`, 'ΔR² = .14'),
  symbol('ΔR²', `R${low('adj|change|m|c|GLMM|pseudo')}${square}|R${square}${low('adj|change|m|c')}`, 'R_adj² = .14'),
  word('V', "[Cc]ram[ée]r(?:[’']?s)?[’']?\\s[Vv]|(?:φ|ϕ)_?c", "Cramér's V = .23"),
  symbol('V', 'V', 'V = .23'),
  word('φ', 'φ|ϕ|\\\\phi|[Pp]hi', 'φ = .23'),
  symbol('f', "Cohen[’']?s?\\sf", "Cohen's f = .25"),
  word('OR', '(?:a|c|adj\\.?\\s|[Aa]djusted\\s)?(?:OR|[Oo]dds\\s[Rr]atio)(?:\\s\\(OR\\))?', 'OR = 2.0'),
  word(
    'RR',
    'a?(?:IRR|RR|PR)|(?:[Rr]ate|[Pp]revalence)\\s[Rr]atio|(?:[Rr]elative\\s[Rr]isk|[Rr]isk\\s[Rr]atio)(?:\\s\\(RR\\))?',
    'relative risk 2.0',
  ),
  word('HR', 'a?HR|[Hh]azards?\\s[Rr]atio(?:\\s\\(HR\\))?', 'HR 1.07'),
  symbol('exp(b)', '[Ee]xp\\s?\\(\\s?[bBβ]\\s?\\)|e\\^?[bB]', 'exp(b) = 1.07'),
  symbol('b', '[bB](?:[₀-₉]|_\\w{1,16})?|[Ee]stimate|[Cc]oefficient|[Ss]lope|[Ee]st\\.', 'b = 0.50'),
  symbol('β', '(?:β|ß|\\\\beta)(?:\\s?ˆ)?(?:[₀-₉]|_\\w{1,16})?|[Bb]eta', 'β = .31'),
  word(
    'difference',
    '[Mm]ean\\s(?:\\p{Ll}+\\s)?difference|M(?:_|\\s)?\\{?diff(?:erence)?\\}?|' +
      '(?:Δ|∆)M|MD|[Dd]ifference(?:\\sin\\s\\p{L}+)?',
    'mean difference 4.0',
  ),
  symbol('M', `M(?:[₀-₉]|_\\{?\\w{1,16}\\}?)?|[Mm]eans?`, 'M = 5.1'),
  word('M', '[Mm]ean|[Aa]verage', 'The mean was 5.4'),
  word('Mdn', 'Mdn|[Mm]edian', 'Mdn = 5'),
  word('SD', 'S\\.?D\\.?|[Ss]tandard\\s[Dd]eviation(?:\\s\\(SD\\))?', 'SD = 1.2'),
  word('SE', 'S\\.?E\\.?(?:M\\.?)?|[Ss]tandard\\s[Ee]rror(?:\\s\\(SE\\))?|[Ss]td\\.\\s[Ee]rr(?:or|\\.)', 'SE = 0.2'),
  symbol('n', 'n(?:[₀-₉]|_\\w{1,16})?s?', 'n = 30'),
  symbol('N', 'N(?:[₀-₉])?s?', 'N = 30'),
  symbol('df', 'd\\.?f\\.?s?', 'df = 28'),
  symbol('MSE', 'MSE|M\\.?S\\.?E\\.?', 'MSE = 1.3'),
  symbol('α', "(?:Cronbach[’']?s?\\s)?(?:α|alpha)", "Cronbach's α = .85"),
  word('κ', "(?:Cohen[’']?s?\\s|Fleiss[’']?\\s)?(?:κ|[Kk]appa|\\\\kappa)", 'κ = 0.80'),
  word('precision', '[Pp]recision', 'Precision was 0.80'),
  word('recall', '[Rr]ecall|[Ss]ensitivity', 'recall 0.60'),
  word('F1', 'F1(?:[-\\s][Ss]core)?|F₁', 'F1 was 0.75'),
  word('accuracy', '[Aa]ccuracy', 'accuracy of 0.9'),
];

const starts = '(?<![\\p{L}\\p{N}_\\\\])';
const any = (rules: readonly NameRule[]) => ({
  rules,
  pattern: latin(new RegExp(`${starts}(?:${rules.map(({ source }) => `(${source})`).join('|')})$`, 'u')),
  /** The same looked for from its end, which tells of most words that no name ends there. */
  atEnd: latin(new RegExp(`(?<=${starts}(?:${rules.map(({ source }) => source).join('|')}))`, 'uy')),
});
const everywhere = any(nameRules);
const inWords = any(nameRules.filter(({ inWords }) => inWords));

/** The name that ends a stretch of text, and its length. */
export function nameAtEnd(
  before: string,
  relationInWords: boolean,
): { readonly name: ReportedName; readonly length: number } | undefined {
  const { rules, pattern, atEnd } = relationInWords ? inWords : everywhere;
  const match = standsBefore(atEnd, before, before.length) ? pattern.exec(before) : null;
  if (!match) return undefined;
  const rule = rules[match.findIndex((group, i) => i > 0 && group !== undefined) - 1];
  return rule && { name: rule.name, length: match[0].length };
}
