/** A tree of sequences with what they stand for at their ends: sequences that begin alike share their path. */
export class Trie<Step, Value> {
  readonly next = new Map<Step, Trie<Step, Value>>();
  readonly values: Value[] = [];

  add(steps: Iterable<Step>, value: Value): void {
    let node: Trie<Step, Value> = this;
    for (const step of steps) {
      let after = node.next.get(step);
      if (!after) node.next.set(step, (after = new Trie()));
      node = after;
    }
    node.values.push(value);
  }
}
