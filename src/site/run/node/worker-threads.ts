export class Worker {
  constructor() {
    throw new Error('a page counts on one thread');
  }
}
