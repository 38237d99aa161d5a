/**
 * A mistake that the person at the keyboard can mend: bad input, a missing file, an unknown name.
 *
 * The command line prints its message as one line and exits with 2. Anything else that is thrown
 * is a bug of Recount's own and keeps its stack trace.
 *
 * A good message says which thing, the value received, where it stands, and the next step:
 * `claim "mle-shar" is not in data/articles/fine-tuning-by-role.yaml; did you mean "mle-share"?`
 */
export class UserError extends Error {
  override name = 'UserError';
}

/** The person, or the system, stopped a command that was running; nothing is left half-done. */
export class Interrupted extends Error {
  override name = 'Interrupted';
  constructor(signal: NodeJS.Signals, left = 'no kernel is left running, and every notebook is as it was or whole') {
    super(`stopped by ${signal}; ${left}`);
  }
}
