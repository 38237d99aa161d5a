import { UserError } from '../../error.js';
import { tokens } from '../../tag/analyzer.js';
import { caseOf, formsOf, otherwise } from '../cases.js';
import { noList } from '../matches.js';
import { patternOf } from '../pattern.js';
import { periodOf } from '../period.js';
import type { Filter, Grouping } from '../query.js';
import { allOf, type Dsl } from './dsl.js';
import type { Layout, Member, Values } from './layout.js';
import { type Axis, eitherWay, firstOf } from './pass.js';
import type { PassReader } from './read-passes.js';
import { Refusal } from './refusal.js';

/** A grouping as axes: for counting postings, for counting items; and the group's name from its keys on the first. */
export interface GroupAxes {
  readonly postings: readonly Axis[];
  readonly mentions: readonly Axis[];
  readonly name: (keys: readonly string[]) => string;
}

/** What turns groupings into axes. */
interface Context {
  readonly layout: Layout;
  readonly reader: PassReader;
  readonly dsl: (filter: Filter) => Dsl;
  /** Whether items are counted too. */
  readonly countsItems: boolean;
}

/** How many values one condition may name: an index's default limit. */
const mostTerms = 65_000;
/** More conditions than these are not asked at once. */
const mostCases = 1000;

/** Turns a grouping into axes; the values of a field are asked for where the groups depend on them. @throws Refusal */
export async function groupAxes(grouping: Grouping, context: Context): Promise<GroupAxes> {
  const { layout, dsl, countsItems } = context;
  if (typeof grouping === 'string') {
    return {
      postings: [{ values: layout.groups(grouping) }],
      mentions: countsItems ? [{ values: layout.times(grouping) }] : [],
      name: onlyKey,
    };
  }
  if ('holding' in grouping) return patternAxes(grouping.holding, dsl);
  if ('items' in grouping) {
    checkList(grouping.items, layout);
    const classOf = caseOf(grouping.first);
    const classify: Classify = (item) => [{ group: classOf(item), times: 1 }];
    return classAxes(grouping.items, classify, 'cases of the items of', context);
  }
  if ('forms' in grouping) {
    const forms = formsOf(grouping);
    const classify: Classify = (item) => forms([item]).map(({ form, count }) => ({ group: form, times: count }));
    return classAxes(grouping.forms, classify, 'words in', context);
  }
  if ('day' in grouping) return fixed({ values: periodValues(grouping, layout) });
  if ('standing' in grouping) return fixed(await standingAxis(grouping, context));
  if ('size' in grouping) return fixed({ values: sizeValues(grouping, layout) });
  const cases = Object.entries(grouping.first).map(([group, filter]) => ({ group, holds: dsl(filter) }));
  return fixed(firstOf(cases, otherwise));
}

const onlyKey = ([key = '']: readonly string[]): string => key;
const fixed = (axis: Axis): GroupAxes => ({ postings: [axis], mentions: [axis], name: onlyKey });

/** The values of a list field's items, as axes. @throws UserError for a field that is no list */
export function itemValues(field: string, layout: Layout): Values {
  checkList(field, layout);
  return layout.values(field);
}

function checkList(field: string, layout: Layout): void {
  if (layout.kind(field) !== 'names') throw new UserError(noList(field));
}

function patternAxes(holding: Readonly<Record<string, Filter>>, dsl: Context['dsl']): GroupAxes {
  patternOf(Object.keys(holding)); // refuses names that could not be told apart
  const axes = Object.entries(holding).map(([name, filter]) => eitherWay(name, dsl(filter)));
  return { postings: axes, mentions: axes, name: (keys) => patternOf(keys.filter((key) => key !== '')) };
}

/** Days by the spans in which they lie. @throws Refusal where the index has no days, but weeks or months */
function periodValues({ day, per }: Extract<Grouping, { day: string }>, layout: Layout): Values {
  const days = layout.groups(day);
  if ((days.calendar ?? 'day') !== 'day')
    throw new Refusal(
      `the ${per} of "${day}"`,
      `the manifest rounds its days to the ${days.calendar}`,
      'leave out round: in the manifest, or group by the field itself',
    );
  const inPeriod = (member: Member): Member => ({ ...member, group: periodOf(member.group, per) });
  return { ...days, merged: true, decode: (value) => days.decode(value).map(inPeriod) };
}

const sizeValues = (grouping: Extract<Grouping, { size: string }>, layout: Layout): Values =>
  'in' in grouping ? layout.standing(grouping.size, grouping.in, grouping.words) : layout.size(grouping.size);

/** A condition for each item of a list: the posting has it, and its words stand in a text. */
async function standingAxis(grouping: Extract<Grouping, { standing: string }>, context: Context): Promise<Axis> {
  const { layout } = context;
  const { standing: list, in: text, words } = grouping;
  checkList(list, layout);
  const items = grouping.of ?? (await valuesIn(list, 'the items of', context));
  const cases = [...new Set(items)].flatMap((item) => {
    const parts = tokens(item).map((token) => token.text);
    if (parts.length === 0) return [];
    const stands =
      words === 'together' ? layout.phrase(text, item) : allOf(parts.map((part) => layout.phrase(text, part)));
    return [{ group: item, holds: allOf([layout.is(list, [item]), stands]) }];
  });
  if (cases.length > mostCases)
    throw new Refusal(
      `items of "${list}" in "${text}"`,
      `${cases.length} different items are more than ${mostCases} conditions`,
      'name those that you mean: of',
    );
  return { cases };
}

type Classify = (value: string) => readonly Member[];

/** Groups that depend on the different values of a field: first the values are asked for, then conditions name them. */
async function classAxes(field: string, classify: Classify, what: string, context: Context): Promise<GroupAxes> {
  const { layout, countsItems } = context;
  const byGroup = new Map<string, string[]>();
  for (const value of await valuesIn(field, what, context)) {
    for (const { group } of classify(value)) byGroup.set(group, [...(byGroup.get(group) ?? []), value]);
  }
  const cases = [...byGroup].map(([group, values]) => ({ group, holds: layout.is(field, values) }));
  return {
    postings: [{ cases }],
    mentions: countsItems ? [{ values: classifiedItems(field, classify, layout) }] : [],
    name: onlyKey,
  };
}

/** The items of a field, each in the groups of its value. */
function classifiedItems(field: string, classify: Classify, layout: Layout): Values {
  const items = layout.kind(field) === 'names' ? layout.times(field) : layout.values(field);
  const membersOf = ({ group: value, times, isUnfilled }: Member): readonly Member[] =>
    isUnfilled ? [] : classify(value).map((member) => ({ group: member.group, times: times * member.times }));
  return { path: items.path, decode: (value) => items.decode(value).flatMap(membersOf) };
}

/** The different values of a field among the postings that are asked about. */
async function valuesIn(field: string, what: string, { layout, reader }: Context): Promise<readonly string[]> {
  if (layout.kind(field) === 'text')
    throw new Refusal(
      `${what} "${field}"`,
      'the field is free text, and an index cannot list what stands in it',
      'a list field, such as the skills; or the rows: --engine rows',
    );
  const pass = { axes: [{ values: layout.values(field) }], columns: [] };
  const { postings = [] } = await reader.read({ postings: pass }, undefined);
  const values = [...new Set(postings.map(({ keys: [value = ''] }) => value))];
  if (values.length > mostTerms)
    throw new Refusal(
      `${what} "${field}"`,
      `it has ${values.length.toLocaleString('en')} different values, ` +
        `and a condition names at most ${mostTerms.toLocaleString('en')}`,
      'ask about fewer postings: where',
    );
  return values;
}
