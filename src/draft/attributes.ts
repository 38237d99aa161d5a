import { UserError } from '../error.js';
import { didYouMean } from '../load/nearest.js';

/** The attributes of a directive, as written. */
type Attributes = Readonly<Record<string, string>>;

/** The attribute's value, which has to be one of the options. @throws UserError for another one; it lists them */
export function oneOf<Option extends string>(
  attributes: Attributes,
  name: string,
  options: readonly Option[],
  otherwise: Option,
): Option {
  const given = attributes[name];
  if (given === undefined) return otherwise;
  const option = options.find((each) => each === given);
  if (option !== undefined) return option;
  throw new UserError(`${name}=${given} is not known.${didYouMean(given, options)} There are: ${options.join(', ')}`);
}

/** The number of decimals that a directive asks for. @throws UserError unless it is a whole number from 0 to 12 */
export function digitsOf(attributes: Attributes): number | undefined {
  const given = attributes['digits'];
  if (given === undefined) return undefined;
  if (/^(\d|1[0-2])$/.test(given)) return Number(given);
  throw new UserError(`digits=${given} is not a whole number from 0 to 12`);
}
