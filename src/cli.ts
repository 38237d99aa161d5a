import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Verdict } from './claims/verdict.js';
import { verdicts } from './claims/verdict.js';
import type { CountOptions } from './command/count.js';
import type { DraftOptions } from './command/draft.js';
import type { IndexOptions } from './command/index-corpus.js';
import type { TextOptions } from './command/kwic.js';
import type { NewOptions } from './command/new.js';
import type { PrecisionOptions } from './command/precision.js';
import type { Outcome } from './command/run.js';
import type { SampleOptions } from './command/sample.js';
import type { TagOptions } from './command/tag.js';
import { type Engine, engines } from './count/engine.js';
import { Interrupted, UserError } from './error.js';
import { inPackage } from './load/project.js';
import { print } from './terminal/terminal.js';
import { visibleLines } from './terminal/visible.js';
import { orderingRule, severities, severityMeans } from './trace/severity.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** What a command tells the shell. */
const exit = {
  asExpected: 0,
  unexpected: 1,
  badInput: 2,
  notebookFailed: 3,
  interrupted: 130,
} as const satisfies Record<Outcome | 'badInput' | 'interrupted', number>;
type ExitCode = (typeof exit)[keyof typeof exit];

const exitCodes =
  'Exit codes: 0 all verdicts as expected; 1 a verdict is not the expected one, a committed output is stale, or an audit found an error; ' +
  '2 bad usage or bad input; 3 a notebook failed; 130 stopped by Ctrl-C.';

const severityHelp = [
  'Severities:',
  ...severities.map((name) => `  ${name.padEnd(12)}${severityMeans[name]}`),
  '',
  orderingRule,
].join('\n');

/**
 * Runs the command line and returns its exit code. A user's mistake is one line on stderr; a bug keeps its
 * stack trace. What a command needs is imported when it runs, so that `trace` answers at once.
 */
export async function main(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exit.asExpected;
  const program = new Command('recount')
    .description('Every headline number, recounted from a cell.')
    .version(version, '--version', 'print the version')
    .addHelpText('after', `\n${exitCodes}`)
    .exitOverride();
  const timeout = () =>
    new Option('--timeout <seconds>', 'time limit of each cell').default(300).argParser((text) => {
      const seconds = Number(text);
      if (text.trim() !== '' && seconds > 0 && seconds <= 86_400) return seconds;
      throw new InvalidArgumentError('Give seconds, more than 0 and at most 86400.');
    });
  const json = () => new Option('--json', 'print JSON, for machines');

  const engine = () =>
    new Option(
      '--engine <engine>',
      'what answers count queries: the recordings (unless told), the postings themselves, where they are here, or an OpenSearch index of them',
    ).choices(engines);
  /** Kernels and this process alike read it from the environment. */
  const useEngine = (named: Engine | undefined) => {
    if (named !== undefined) process.env['RECOUNT_ENGINE'] = named;
  };

  program
    .command('run')
    .description('run the notebooks that changed, and print the board')
    .argument('[notebooks...]', 'only these; all of notebooks/ when none is named')
    .option('--force', 'run unchanged notebooks too')
    .addOption(engine())
    .addOption(timeout())
    .addOption(json())
    .action(async (named: string[], options: { force?: true; engine?: Engine; timeout: number; json?: true }) => {
      useEngine(options.engine);
      const { runAndReport } = await import('./command/run.js');
      code = exit[await runAndReport(named, options)];
    });

  program
    .command('verify')
    .description('run the notebooks afresh beside the committed ones, and compare every output and verdict')
    .argument('[notebooks...]', 'only these; all of notebooks/ when none is named')
    .addOption(timeout())
    .addOption(json())
    .action(async (named: string[], options: { timeout: number; json?: true }) => {
      const { verifyAndReport } = await import('./command/verify.js');
      code = exit[await verifyAndReport(named, options)];
    });

  program
    .command('claims')
    .description('list claims: what was printed, what was recounted, and the verdict')
    .option('--article <article>', "only this article's, by its id or its text's file name")
    .addOption(new Option('--verdict <verdict>', 'only those with this verdict').choices(verdicts))
    .addOption(json())
    .action(async (options: { article?: string; verdict?: Verdict; json?: true }) => {
      const [{ cachedTraces }, list] = await Promise.all([
        import('./trace/cached-traces.js'),
        import('./command/claims.js'),
      ]);
      const traces = list.selectClaims(await cachedTraces(), options);
      print(options.json ? list.claimsJson(traces) : list.claimsText(traces));
    });

  program
    .command('trace')
    .description('show what stands behind a claim: cell, query, answer and data set')
    .argument('<claim>', 'a claim id (fine-tuning-by-role/mle-share, or mle-share), or a number as printed (18.2%)')
    .addOption(json())
    .action(async (wanted: string, options: { json?: true }) => {
      const [{ cachedTraces }, { findTraces, traceText }, { claimsJson }] = await Promise.all([
        import('./trace/cached-traces.js'),
        import('./command/trace.js'),
        import('./command/claims.js'),
      ]);
      const traces = findTraces(
        (await cachedTraces()).flatMap((article) => article.traces),
        wanted,
      );
      print(options.json ? claimsJson(traces) : traces.map(traceText).join('\n\n'));
    });

  program
    .command('site')
    .description('build the static site from the executed notebooks and the claims; it opens from the file system')
    .option('--out <folder>', 'where the site is put, whole or not at all; .recount/site unless told')
    .option(
      '--article-text <files...>',
      "your own copies of articles: each number in its verdict's colour, with the way to its trace",
    )
    .addOption(json())
    .action(async (options: { out?: string; articleText?: string[]; json?: true }) => {
      const { siteAndReport } = await import('./command/site.js');
      await siteAndReport(options);
    });

  program
    .command('findings')
    .description('what a reviewer should know, worst first: what differs, matches the wrong words, or does not survive')
    .option('--article <article>', "only this article's, by its id or its text's file name")
    .addOption(json())
    .addHelpText('after', () => `\n${severityHelp}`)
    .action(async (options: { article?: string; json?: true }) => {
      const [{ cachedTraces }, { readAudits }, { findingsOf }, text] = await Promise.all([
        import('./trace/cached-traces.js'),
        import('./trace/audits.js'),
        import('./trace/findings.js'),
        import('./command/findings.js'),
      ]);
      const articles = await cachedTraces();
      const wanted = text.chosenArticles(articles, options.article).map(({ article }) => article.text);
      const findings = findingsOf(articles, readAudits()).filter(({ article }) => wanted.includes(article));
      print(options.json ? text.findingsJson(findings) : text.findingsText(findings));
    });

  program
    .command('review')
    .description('the methodological state of an article on one page')
    .argument('[article]', "its id or its text's file name; all of them, a page each, when none is named")
    .action(async (named: string | undefined) => {
      const [{ cachedTraces }, { readAudits }, { reviewText }] = await Promise.all([
        import('./trace/cached-traces.js'),
        import('./trace/audits.js'),
        import('./command/review.js'),
      ]);
      print(reviewText(await cachedTraces(), readAudits(), named));
    });

  program
    .command('count')
    .description('ask a corpus a count query')
    .argument('<corpus>', 'an id, or the path of a manifest')
    .option('--by <fields...>', 'group by these fields')
    .option('--where <conditions...>', 'only postings with field=value, field~part of it, or field= (not filled)')
    .option('--concept <concepts...>', 'count the postings that mention these concepts')
    .addOption(new Option('--match <mode>', 'how concepts are looked for').choices(['phrase', 'word', 'substring']))
    .option('--distinct <field>', 'count the different values of a field')
    .option('--pairs <field>', 'count pairs of items of a list field')
    .option('--mentions', 'count items of lists too, not postings alone')
    .addOption(new Option('--top <n>', 'only the largest groups').argParser(wholeNumber))
    .addOption(
      new Option('--query <json>', 'a whole query as JSON, as notebooks write them').conflicts([
        'by',
        'where',
        'concept',
        'match',
        'distinct',
        'pairs',
        'mentions',
        'top',
      ]),
    )
    .addOption(engine())
    .addOption(json())
    .action(async (named: string, options: CountOptions) => {
      const { countText } = await import('./command/count.js');
      print(await countText(named, options));
    });

  const texts = (name: string, does: string, limit: number) =>
    program
      .command(name)
      .description(does)
      .argument('<corpus>', 'an id, or the path of a manifest; its rows have to be here')
      .argument('<concepts...>', 'concepts of its lexicon')
      .addOption(
        new Option('--match <mode>', 'how concepts are looked for')
          .choices(['phrase', 'word', 'substring'])
          .default('phrase'),
      )
      .option('--where <conditions...>', 'only postings with field=value, field~part of it, or field= (not filled)')
      .option('--in <fields...>', 'look in these fields; else in those in which concepts are counted')
      .addOption(new Option('--limit <n>', 'at most this many').argParser(wholeNumber).default(limit))
      .addOption(json());

  texts('kwic', 'show where concepts are found, in their context', 20)
    .addOption(new Option('--width <n>', 'characters to either side').argParser(wholeNumber).default(40))
    .action(async (named: string, concepts: string[], options: TextOptions & { width: number }) => {
      const { kwicText } = await import('./command/kwic.js');
      print(await kwicText(named, concepts, options));
    });

  texts('forms', 'list the words in which concepts are found, with how often', 40).action(
    async (named: string, concepts: string[], options: TextOptions) => {
      const { formsText } = await import('./command/kwic.js');
      print(await formsText(named, concepts, options));
    },
  );

  program
    .command('tag')
    .description('tag a file of postings, a JSON object a line: how many mention each concept of a lexicon')
    .argument('<file>', 'JSON lines')
    .requiredOption('--lexicon <lexicon>', 'the path of a lexicon, or its id')
    .option(
      '--text <fields...>',
      'the fields that hold text; all strings at the top level, and in lists there, unless told',
    )
    .addOption(
      new Option(
        '--threads <n>',
        'how many threads share the file; as many as there are processors, unless told',
      ).argParser(wholeNumber),
    )
    .option('--out <file>', "write each posting's line and concepts there, as JSON lines")
    .addOption(json())
    .action(async (file: string, options: TagOptions) => {
      const { tagText } = await import('./command/tag.js');
      print(await tagText(file, options));
    });

  program
    .command('bench')
    .description('measure this project beside others that do the same, on this machine')
    .option('--only <tasks...>', 'only these: tag, run, bootstrap, memory; tag:<contender> for one of the contenders')
    .addOption(
      new Option('--size <megabytes>', 'of the postings that are tagged; they are generated')
        .argParser(wholeNumber)
        .default(200),
    )
    .option('--install', 'install the contenders that come as Python packages or Rust crates, under .recount/bench')
    .option('--json <file>', 'write a line of JSON a measurement there')
    .action(async (options: object) => {
      const { bench } = (await import(pathToFileURL(inPackage('test', 'bench', 'bench.mjs')).href)) as {
        bench: (options: object) => Promise<boolean>;
      };
      if (!(await bench(options))) code = exit.unexpected;
    });

  program
    .command('values')
    .description('list what a writer may use: named values, figures and tables of the executed notebooks')
    .argument('[words...]', 'only those that have all of these words')
    .addOption(json())
    .action(async (search: string[], options: { json?: true }) => {
      const { valuesText } = await import('./command/values.js');
      print(valuesText(search, options));
    });

  program
    .command('draft')
    .description('turn a Markdown draft into a page whose numbers come from cells, and report those that do not')
    .argument('<file>', 'the draft, in Markdown')
    .option('--out <folder>', 'where the page and the filled Markdown go (.recount/drafts unless told)')
    .option('--docx', 'make a Word document too, where pandoc is installed')
    .option('--watch', 'build again whenever the draft or a notebook changes')
    .option('--diff', 'build nothing, but say which numbers of the built page would change')
    .addOption(json())
    .action(async (file: string, options: DraftOptions) => {
      const { draftAndReport } = await import('./command/draft.js');
      if (!(await draftAndReport(file, options))) code = exit.unexpected;
    });

  program
    .command('sample')
    .description('draw matches of a concept in context from the postings, for a person to mark right or wrong')
    .argument('<corpus>', 'an id, or the path of a manifest')
    .argument('<concept>', 'a concept of the lexicon')
    .addOption(new Option('--n <matches>', 'how many, each of another posting').default(50).argParser(wholeNumber))
    .addOption(new Option('--seed <number>', 'the same seed draws the same matches').default(1).argParser(wholeNumber))
    .addOption(
      new Option('--match <mode>', 'how the concept is looked for; as its lexicon says, unless told').choices([
        'phrase',
        'word',
        'substring',
      ]),
    )
    .option('--lexicon <lexicon>', "another lexicon than the corpus's own, by id or path")
    .option('--in <fields...>', "look through these fields; the corpus's text, unless told")
    .option('--where <conditions...>', 'only postings with field=value, field~part of it, or field= (not filled)')
    .option('--out <file>', 'write there; under .recount/samples, which git ignores, unless told')
    .option('--marked', 'fill in the marks of the saved tally of the same sample')
    .action(async (named: string, concept: string, options: SampleOptions) => {
      const { drawSample } = await import('./command/sample.js');
      print(await drawSample(named, concept, options));
    });

  program
    .command('precision')
    .description('read the marks of a sample: the share of right matches, with its interval')
    .argument('<file>', 'a file that recount sample wrote')
    .option('--save [file]', 'store the tally (counts and digests, no text), in data/samples unless told')
    .option('--reader <who>', 'who marked, for the tally', 'one reader')
    .option('--means <words>', 'what a match had to mean to be right, for the tally', 'what the concept is named for')
    .addOption(json())
    .action(async (file: string, options: PrecisionOptions) => {
      const { readPrecision } = await import('./command/precision.js');
      print(readPrecision(file, options));
    });

  program
    .command('record')
    .description('store the answers to all that the notebooks ask of a corpus, counted from its rows')
    .argument('<corpus>', 'an id')
    .addOption(timeout())
    .action(async (named: string, options: { timeout: number }) => {
      const { recordAndReport } = await import('./command/record.js');
      await recordAndReport(named, options);
    });

  program
    .command('index')
    .description("load a corpus's postings into an OpenSearch index, from which --engine opensearch counts")
    .argument('<corpus>', 'an id, or the path of a manifest; its rows have to be here')
    .option(
      '--to <manifest>',
      'load into the index that this manifest names under opensearch; else its own, or RECOUNT_OPENSEARCH',
    )
    .option(
      '--lexicon <lexicons...>',
      "tag the concepts of these lexicons too, for word and substring matches; the corpus's own is always tagged",
    )
    .option(
      '--characters <fields...>',
      'find any characters in these texts, besides those that the recorded queries ask: four times their size',
    )
    .addOption(new Option('--shards <n>', 'in how many parts the index is made (3 unless told)').argParser(wholeNumber))
    .option('--replace', 'throw away what the index holds, when it is other data')
    .addOption(json())
    .action(async (named: string, options: IndexOptions) => {
      const { indexCorpus } = await import('./command/index-corpus.js');
      print(await indexCorpus(named, options));
    });

  program
    .command('live')
    .description(
      'rerun an article on the index behind its published counts, as it is today; published and live side by side',
    )
    .argument('<article>', "its id, or its text's file name")
    .addOption(timeout())
    .addOption(json())
    .action(async (article: string, options: { timeout: number; json?: true }) => {
      const { liveAndReport } = await import('./command/live.js');
      await liveAndReport(article, options);
    });

  program
    .command('audit')
    .description('check the numbers of any text against each other: plain text, Markdown, HTML, PDF')
    .argument('<file>', 'the article')
    .addOption(json())
    .action(async (file: string, options: { json?: true }) => {
      const { auditFile } = await import('./command/audit.js');
      const { text, errors } = await auditFile(file, options);
      print(text);
      if (errors) code = exit.unexpected;
    });

  const data = program.command('data').description('the corpora: what they are, and what of them is here');
  data
    .command('list', { isDefault: true })
    .description('list corpora: postings, period, licence, rows, recording')
    .argument('[corpora...]', 'ids, or paths of manifests; all of data/corpora when none is named')
    .addOption(json())
    .action(async (named: string[], options: { json?: true }) => {
      const { listData } = await import('./command/data.js');
      print(listData(named, options));
    });
  data
    .command('pull')
    .description('bring the published rows of a corpus here, checked against the digest that its manifest pins')
    .argument('<corpus>', 'an id, or the path of a manifest')
    .option('--from <file or URL>', 'take them from here instead of the pinned address')
    .addOption(json())
    .action(async (named: string, options: { from?: string; json?: true }) => {
      const { pullData } = await import('./command/data.js');
      print(await pullData(named, options));
    });
  data
    .command('verify')
    .description('count the digests again, and list what cannot be read')
    .argument('[corpora...]', 'ids, or paths of manifests')
    .option('--strict', 'make the first problem an error')
    .addOption(json())
    .action(async (named: string[], options: { strict?: true; json?: true }) => {
      const { verifyData } = await import('./command/data.js');
      const { text, asPinned } = await verifyData(named, options);
      print(text);
      if (!asPinned) code = exit.unexpected;
    });

  program
    .command('new')
    .description(
      'begin an article: a claims file, a corpus and lexicon for its postings, and a first notebook that runs',
    )
    .argument('<article>', 'its id, lower-case words joined by hyphens')
    .option('--title <title>', 'as it is printed')
    .option('--corpus <file>', 'a file of postings: .jsonl, .csv (also .gz) or .parquet')
    .option('--concept <concepts...>', 'what to look for in their text')
    .option('--from <file>', 'the article: its numbers go into the claims file, to be read one by one')
    .action(async (id: string, options: NewOptions) => {
      const { newArticle } = await import('./command/new.js');
      print(await newArticle(id, options));
    });

  program
    .command('lab')
    .description(
      'open the notebooks in JupyterLab, with the kernel of this project; installs JupyterLab here where none is',
    )
    .argument('[path]', 'a notebook or a folder, inside the project or not; notebooks/ when none is named')
    .option('--check', 'only say what is there and what is missing; start and install nothing')
    .option('--no-browser', 'print the address, open no browser')
    .addOption(new Option('--port <port>', 'the port to try first').default(8888).argParser(portNumber))
    .action(async (path: string | undefined, options: { check?: true; browser: boolean; port: number }) => {
      const { checkLab, openLab } = await import('./command/lab.js');
      if (!options.check) return openLab(path, options);
      const { text, complete } = checkLab();
      print(text);
      if (!complete) code = exit.badInput;
    });

  // a reader such as `head` that has seen enough closes the pipe: that is no error
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(code);
    throw error;
  });

  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // commander has printed its own message; its help and version requests are no mistakes
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.asExpected : exit.badInput;
    if (!(error instanceof UserError || error instanceof Interrupted)) throw error;
    console.error(`recount: ${visibleLines(error.message)}`);
    return error instanceof UserError ? exit.badInput : exit.interrupted;
  }
}

const wholeNumber = (text: string): number => {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1 up.');
};

const portNumber = (text: string): number => {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1024 && port <= 65_535) return port;
  throw new InvalidArgumentError('Give a port from 1024 to 65535.');
};
