import { Option } from 'commander';
import type { SampleOptions } from './draw-sample.js';
import { matchOption, whereOption, wholeNumber } from './options.js';
import type { AddCommand } from './reply.js';

export const addSample: AddCommand = (program, replying) => {
  program
    .command('sample')
    .description('draw matches of a concept in context from the postings, for a person to mark right or wrong')
    .argument('<corpus>', 'an id, or the path of a manifest')
    .argument('<concept>', 'a concept of the lexicon')
    .addOption(new Option('--n <matches>', 'how many, each of another posting').default(50).argParser(wholeNumber))
    .addOption(new Option('--seed <number>', 'the same seed draws the same matches').default(1).argParser(wholeNumber))
    .addOption(matchOption('how the concept is looked for; by default, as its lexicon says'))
    .option('--lexicon <lexicon>', "another lexicon than the corpus's own, by id or path")
    .option('--in <fields...>', "look through these fields; by default, the corpus's text")
    .addOption(whereOption())
    .option('--out <file>', 'write there; by default under .recount/samples, which git ignores')
    .option('--without', 'draw postings without a match, to find out how many the phrases miss')
    .option('--marked', 'fill in the marks of the saved tally of the same sample')
    .action(
      replying(async (corpus: string, concept: string, options: SampleOptions) => {
        const { drawSample } = await import('./draw-sample.js');
        return { text: await drawSample(corpus, concept, options) };
      }),
    );
};
