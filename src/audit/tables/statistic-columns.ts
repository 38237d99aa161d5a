/** What a column of a table of results holds: a statistic by the name that running text would give it. */
const headerRules: readonly (readonly [name: string, header: RegExp])[] = [
  [
    'adjusted p',
    /^(?:p[\s_.-]?(?:adj|holm|tukey|bonf|FDR|corr)\w*\.?|(?:adj\w*\.?|corrected) p(?:[\s-]value)?|p ?\(.*adj.*\))$/i,
  ],
  ['p', /^(?:p|p[\s-]?values?|sig\.?(?: ?\(2-tailed\))?|Pr\(>\|[tz]\|\)|P>\|[tz]\||Pr\(>(?:F|Chisq)\)|Prob ?> ?\w+)$/i],
  ['b', /^(?:B|b|estimates?|est\.|coef(?:\.|ficients?)?|unstandardi[sz]ed(?: B)?|slope)$/],
  ['b', /^(?:Estimates?|Est\.|Coef(?:\.|ficients?)?|Unstandardi[sz]ed(?: B)?|Slope)$/],
  ['β', /^(?:β|beta|std\.? beta|standardi[sz]ed(?: .*)?)$/i],
  ['SE', /^(?:S\.?E\.?|std\.? ?err(?:or|\.)?|standard error|SE ?\(?b\)?)$/i],
  ['SD', /^(?:S\.?D\.?|std\.? ?dev(?:iation|\.)?|standard deviation)$/i],
  ['M', /^(?:M|Mean)$/],
  ['n', /^[nN]$/],
  ['df', /^d\.?f\.?$/i],
  ['df2', /^(?:df ?2|d\.?f\.? ?(?:error|res(?:idual)?|denom(?:inator)?|den))$/i],
  ['df', /^(?:df ?1|d\.?f\.? ?(?:num(?:erator)?|effect))$/i],
  ['t', /^t(?:[\s-](?:value|stat(?:istic)?|ratio))?(?:\s?\(\d[\d.]*\))?$/],
  ['z', /^[zZ](?:[\s-](?:value|stat(?:istic)?))?$/],
  ['F', /^F(?:[\s-](?:value|stat(?:istic)?|ratio))?(?:\s?\(\d[\d.,\s]*\))?$/],
  ['χ²', /^(?:(?:χ|Χ|X)(?:²|2|\^2)|chi-?\s?sq(?:uared?)?|LR Chisq)(?:\s?\(\d+\))?$/i],
  ['OR', /^(?:a?OR|odds ratio|Exp\(B\))$/i],
  ['HR', /^(?:a?HR|hazard ratio)$/i],
  ['RR', /^(?:RR|IRR|risk ratio|relative risk)$/i],
  ['SS', /^(?:SS|sum (?:of )?sq(?:uares|\.)?|type \w+ SS|partial SS)$/i],
  ['MS', /^(?:MS|mean sq(?:uare|\.)?)$/i],
  ['CI', /^(?:\[?\d{2} ?% ?)?(?:CI|conf(?:\.|idence) interval)\]?$/i],
  ['low', /^(?:LL|lower(?: .*)?|(?:\d{2} ?% )?CI (?:low(?:er)?|LL)|2\.5 ?%)$/i],
  ['high', /^(?:UL|upper(?: .*)?|(?:\d{2} ?% )?CI (?:up(?:per)?|high|UL)|97\.5 ?%)$/i],
];

/** A statistic that a column holds, and the degrees of freedom that its header prints: `t(28)`. */
export interface StatisticColumn {
  readonly name: string;
  readonly degrees: string | undefined;
}

/** What the column of a header holds; undefined for any other header. */
export function statisticOf(header: string): StatisticColumn | undefined {
  const plain = header
    .replace(/[*_$`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const name = headerRules.find(([, pattern]) => pattern.test(plain))?.[0];
  return name === undefined ? undefined : { name, degrees: /\((\d[\d.,\s]*)\)$/.exec(plain)?.[1] };
}
