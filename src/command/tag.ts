import { Option } from 'commander';
import { jsonOption, share, wholeNumber } from './options.js';
import type { AddCommand } from './reply.js';
import type { TagOptions } from './tag-report.js';

export const addTag: AddCommand = (program, replying) => {
  program
    .command('tag')
    .description('tag a file of postings, a JSON object a line: how many mention each concept of a lexicon')
    .argument('<file>', 'JSON lines')
    .requiredOption('--lexicon <lexicon>', 'the path of a lexicon, or its id')
    .option(
      '--text <fields...>',
      'the fields that hold text; by default, all strings at the top level, and in lists there',
    )
    .addOption(
      new Option(
        '--threads <n>',
        'how many threads share the file; by default, as many as there are processors',
      ).argParser(wholeNumber),
    )
    .option('--out <file>', "write each posting's line and concepts there, as JSON lines")
    .addOption(
      new Option('--max-lost <share>', 'the share of lines that may hold no posting; more is an error')
        .default(0.01)
        .argParser(share),
    )
    .addOption(jsonOption())
    .action(
      replying(async (file: string, options: TagOptions) => {
        const { tagText } = await import('./tag-report.js');
        return { text: await tagText(file, options) };
      }),
    );
};
