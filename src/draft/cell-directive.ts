import { numberAt, numberFormats, tableNamed } from '../trace/number-table.js';
import { digitsOf, oneOf } from './attributes.js';
import type { TextDirectiveRule } from './directives.js';

/** `:cell[notebook/cell]{row="AI Engineer" column="share"}`: a number of a shown table, or of a chart. */
export const cellDirective: TextDirectiveRule = {
  attributes: ['row', 'column', 'as', 'digits'],
  resolve: ({ label, attributes }, { catalog }) => {
    const table = tableNamed(catalog, label);
    const { text, estimate, unit, name } = numberAt(table, label, {
      row: attributes['row'],
      column: attributes['column'],
      as: oneOf(attributes, 'as', numberFormats, 'value'),
      digits: digitsOf(attributes),
    });
    return {
      text,
      targets: [{ kind: 'cell', id: `${label} ${name}`, says: name, table: label, entry: table.entry, unit }],
      ...(estimate === undefined ? {} : { number: { estimate } }),
    };
  },
};
