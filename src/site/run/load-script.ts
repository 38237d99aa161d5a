/** Loads a script of the site: a page that is opened from a file can load nothing else. */
export const loadScript = (root: string, name: string): Promise<void> =>
  new Promise((done, failed) => {
    const added = document.createElement('script');
    added.src = `${root}${name}`;
    added.onload = () => done();
    added.onerror = () => failed(new Error(`${name} cannot be loaded`));
    document.head.append(added);
  });
