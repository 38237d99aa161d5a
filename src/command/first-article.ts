import { formatNotebook } from '../notebook/format-notebook.js';
import { type Cell, tslabMetadata } from '../notebook/ipynb.js';

/*
 * The article that `recount init` begins a workspace with: twelve postings, three sentences about them, and a notebook
 * that recounts each number. Article and postings are invented. One of its numbers does not hold, on purpose.
 */

const texts = {
  'Data Analyst': [
    'SQL and dashboards for the sales team.',
    'Reporting in SQL; some Python helps.',
    'You write SQL every day and explain what it says.',
    'Spreadsheets, charts, and patience.',
    'SQL, Python and an eye for odd numbers.',
    'Queries in SQL over our warehouse.',
  ],
  'Data Engineer': [
    'Pipelines in Python and SQL.',
    'Services that move data at night.',
    'Streaming jobs in Python.',
    'SQL models and their tests.',
    'Python, SQL, and a pager every fourth week.',
    'Python on Kubernetes.',
  ],
};

const postings = Object.entries(texts)
  .flatMap(([role, each]) => each.map((text) => ({ role, text })))
  .map(({ role, text }, at) => JSON.stringify({ id: at + 1, role, text }))
  .join('\n');

const article = `# What twelve data postings ask for

We read 12 postings for data roles. Of the 12 postings, 8 (67%) ask for SQL, and 6 of 12 (50%) ask for Python.
Data Engineers are asked for Python 3 times as often as Data Analysts.
`;

const claims = `\
# What the article prints, claim by claim: the printed string, where it stands, what it says in our own words.
# The verdicts come from the notebooks; \`expected\` is what they should find.
id: first-article
text: first-article   # the file name of its text, without the ending
title: What twelve data postings ask for
publisher: made up, to begin with
date: 2026-03-31

claims:
  - id: postings                 # a cell checks the claim by this name
    line: 3                      # in the text, from 1
    printed: "12"                # word for word: the digits are the precision
    section: text
    kind: count
    statement: Postings for data roles
    expected: reproduced
  - id: sql-postings
    line: 3
    printed: "8"
    section: text
    kind: count
    statement: Postings that ask for SQL
    expected: reproduced
  - id: sql-share
    line: 3
    printed: "67%"
    section: text
    kind: share
    statement: Share of the postings that ask for SQL
    expected: reproduced
  - id: python-postings
    line: 3
    printed: "6"
    section: text
    kind: count
    statement: Postings that ask for Python
    expected: reproduced
  - id: python-share
    line: 3
    printed: "50%"
    section: text
    kind: share
    statement: Share of the postings that ask for Python
    expected: reproduced
  - id: python-ratio
    line: 4
    printed: "3 times"
    section: text
    kind: ratio
    statement: Share of Data Engineer postings with Python over that of Data Analyst postings
    expected: differs
    explanation: Four of six against two of six is twice.
`;

const corpus = `# The postings behind the article, and how the fields of each are filled from its record.
id: first-article
title: Twelve invented postings for data roles
postings: 12
files: { format: jsonl, path: first-article.jsonl, id: id }
recording: ../recordings/first-article.json   # made by npx recount record first-article
lexicon: first-article
text: [text]   # where the concepts of the lexicon are looked for
fields:
  role: { kind: name, from: role }
  text: { kind: text, from: text }
`;

const lexicon = `\
# What is looked for in the postings: each concept with its phrases, and beside a phrase sentences that it must
# match, and others that its concept must not match.
mode: phrase   # token sequences, in any case; or word, or substring

concepts:
  SQL:
    phrases:
      - phrase: SQL
        match: [Queries in SQL]
        not: [a sequel]
  Python:
    phrases:
      - phrase: Python
        match: [Python helps]
        not: []
`;

const code = (id: string, source: string): Cell => ({
  cell_type: 'code',
  id,
  metadata: {},
  source,
  execution_count: null,
  outputs: [],
});
const prose = (id: string, source: string): Cell => ({ cell_type: 'markdown', id, metadata: {}, source });

const cells = [
  prose('title', '# What do twelve data postings ask for?\n\nEach number of the article, recounted from the postings.'),
  code(
    'open',
    `import { article, corpus, show, wilson } from 'recount';

const postings = corpus('first-article');
const { check } = article('first-article');`,
  ),
  prose('counts', '## The counts\n\nHow many postings has each role, and how many of them ask for SQL and for Python?'),
  code(
    'roles',
    `const roles = await postings.count({ by: ['role'], concepts: ['SQL', 'Python'], match: 'phrase' });
const all = (await postings.count({ by: [], concepts: ['SQL', 'Python'], match: 'phrase' })).at({});

show(roles.rows);`,
  ),
  code(
    'shares',
    `const sql = wilson({ k: all.SQL, n: all.postings });
const python = wilson({ k: all.Python, n: all.postings });

check(
  {
    postings: all.postings,
    'sql-postings': all.SQL,
    'sql-share': sql.estimate,
    'python-postings': all.Python,
    'python-share': python.estimate,
  },
  roles,
);`,
  ),
  prose('ratio', '## Python by role\n\nThe article says 3 times. The counts say how often it is.'),
  code(
    'python-by-role',
    `const share = (role: string) => roles.at({ role }).Python / roles.at({ role }).postings;

check({ 'python-ratio': share('Data Engineer') / share('Data Analyst') }, roles);`,
  ),
];

const workflow = `\
# Recounts every printed number when something changes. It fails when a verdict is not the expected one, when
# a notebook fails, or when two printed numbers contradict each other.
name: recount
on: [push, pull_request]
jobs:
  verdicts:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      - run: npm ci
      - run: npx recount run
      - run: npx recount audit data/articles/first-article.md
`;

const preCommit = `# pre-commit install; the same two commands as in .github/workflows/recount.yml
repos:
  - repo: local
    hooks:
      - id: recount-run
        name: recount the printed numbers
        entry: npx recount run
        language: system
        pass_filenames: false
        files: ^(data|notebooks)/
      - id: recount-audit
        name: audit the texts' own arithmetic
        entry: npx recount audit
        language: system
        files: ^data/articles/.*\\.md$
`;

const settings = `{
  "notebook.defaultFormatter": null,
  "files.exclude": { "**/.ipynb_checkpoints": true }
}
`;

/** The files of a new workspace, by their path below its root; `.gitignore`, `.env` and `package.json` are edited. */
export const firstFiles: Readonly<Record<string, string>> = {
  'data/articles/first-article.md': article,
  'data/articles/first-article.yaml': claims,
  'data/corpora/first-article.yaml': corpus,
  'data/corpora/first-article.jsonl': `${postings}\n`,
  'data/lexicons/first-article.yaml': lexicon,
  'notebooks/first-article-1.ipynb': formatNotebook({
    cells,
    metadata: tslabMetadata,
    nbformat: 4,
    nbformat_minor: 5,
  }),
  '.github/workflows/recount.yml': workflow,
  '.pre-commit-config.yaml': preCommit,
  '.vscode/settings.json': settings,
};
