import { autocompletion, type Completion, type CompletionContext, completionKeymap } from '@codemirror/autocomplete';
import { javascript } from '@codemirror/lang-javascript';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { minimalSetup } from 'codemirror';

/** A name that cells may import, with its signature and what it answers. */
export interface KnownName {
  readonly name: string;
  readonly detail: string;
  readonly about: string;
}

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier], color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
]);

/** An editor for a cell's TypeScript, in the place of its code; Ctrl-Enter runs it. */
export function editCell(
  place: HTMLElement,
  source: string,
  options: {
    readonly names: readonly KnownName[];
    readonly label: string;
    readonly onChange: (source: string) => void;
    readonly onRun: () => void;
  },
): EditorView {
  const known: Completion[] = options.names.map(({ name, detail, about }) => ({
    label: name,
    type: 'function',
    info: `${about}\n\n${detail}`,
  }));
  const complete = (context: CompletionContext) => {
    const word = context.matchBefore(/\w+/);
    return word || context.explicit ? { from: word?.from ?? context.pos, options: known } : null;
  };
  const view = new EditorView({
    doc: source,
    parent: place,
    extensions: [
      keymap.of([
        {
          key: 'Mod-Enter',
          run: () => {
            options.onRun();
            return true;
          },
        },
        ...completionKeymap,
      ]),
      minimalSetup,
      javascript({ typescript: true }),
      syntaxHighlighting(colours),
      autocompletion({ override: [complete] }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': options.label }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) options.onChange(update.state.doc.toString());
      }),
    ],
  });
  view.focus();
  return view;
}
