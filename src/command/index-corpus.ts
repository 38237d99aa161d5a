import { Option } from 'commander';
import type { IndexOptions } from './index-load.js';
import { jsonOption, wholeNumber } from './options.js';
import type { AddCommand } from './reply.js';

export const addIndex: AddCommand = (program, replying) => {
  program
    .command('index')
    .description("load a corpus's postings into an OpenSearch index, from which --engine opensearch counts")
    .argument('<corpus>', 'an id, or the path of a manifest; its rows have to be here')
    .option(
      '--to <manifest>',
      'load into the index that this manifest names under opensearch; by default its own, or RECOUNT_OPENSEARCH',
    )
    .option(
      '--lexicon <lexicons...>',
      "tag the concepts of these lexicons too, for word and substring matches; the corpus's own is always tagged",
    )
    .option(
      '--characters <fields...>',
      'find any characters in these texts, besides those that the recorded queries ask: four times their size',
    )
    .addOption(new Option('--shards <n>', 'in how many parts the index is made (default: 3)').argParser(wholeNumber))
    .option('--replace', 'throw away what the index holds, when it is other data')
    .addOption(jsonOption())
    .action(
      replying(async (corpus: string, options: IndexOptions) => {
        const { indexCorpus } = await import('./index-load.js');
        return { text: await indexCorpus(corpus, options) };
      }),
    );
};
