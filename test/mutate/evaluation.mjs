import { fork } from 'node:child_process';

/** A process that evaluates one notebook's code as often as something that it reads is changed. */
export class Evaluation {
  #child;
  #name;

  static async start(name, module, options) {
    const one = new Evaluation();
    one.#name = name;
    one.#child = fork(new URL('evaluate.mjs', import.meta.url), [module], options);
    const { ended } = await one.#answer();
    if (ended === undefined) return one;
    one.end();
    throw new Error(`${name} fails without any change: ${ended}`);
  }

  #answer() {
    return new Promise((settle, fail) => {
      const ended = (code) => fail(new Error(`${this.#name}: the process ended with ${code}`));
      this.#child.once('exit', ended);
      this.#child.once('message', (answer) => {
        this.#child.off('exit', ended);
        settle(answer);
      });
    });
  }

  /** The gravest that turns while a file has another text: `refused`, `verdict`, `value`, `shown` or `nothing`. */
  async turned(file, text) {
    this.#child.send({ file, text });
    return (await this.#answer()).turned;
  }

  end() {
    this.#child.kill();
  }
}
