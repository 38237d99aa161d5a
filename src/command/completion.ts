import { Argument } from 'commander';
import { inPackage } from '../load/project.js';
import type { AddCommand } from './reply.js';

/** In single quotes, as all three shells take it. */
const quoted = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`;

const program = `${quoted(process.execPath)} ${quoted(inPackage('src', 'bin.mjs'))}`;

/** What a shell reads to complete `recount`; each asks the program itself, so that names of the workspace are known. */
const scripts = {
  bash: `# recount completion for bash: eval "$(npx recount completion bash)"
_recount() {
  mapfile -t COMPREPLY < <(${program} complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _recount recount`,
  zsh: `# recount completion for zsh, after compinit: eval "$(npx recount completion zsh)"
_recount() {
  local -a found
  found=("\${(@f)$(${program} complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then compadd -a found; else _files; fi
}
compdef _recount recount`,
  fish: `# recount completion for fish: npx recount completion fish | source
function _recount
  ${program} complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null
end
complete -c recount -a '(_recount)'`,
} as const;

export const addCompletion: AddCommand = (recount, replying) => {
  recount
    .command('completion')
    .description('print what your shell reads to complete commands, options and names')
    .addArgument(new Argument('<shell>', 'your shell').choices(Object.keys(scripts)))
    .action(replying((shell: keyof typeof scripts) => ({ text: scripts[shell] })));
  recount
    .command('complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action(
      replying(async (words: string[]) => {
        const { candidatesFor } = await import('./complete-words.js');
        const found = candidatesFor(recount, words);
        return found.length === 0 ? {} : { text: found.join('\n') };
      }),
    );
};
