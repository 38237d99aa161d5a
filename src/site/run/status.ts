import type { Library } from './library.js';

/** What a part of the page says of what it does, made when it is first needed. */
export function statusIn(place: Element): HTMLElement {
  const there = place.querySelector<HTMLElement>(':scope > [role=status]');
  if (there) return there;
  const status = document.createElement('span');
  status.setAttribute('role', 'status');
  place.append(status);
  return status;
}

/** A button behind a status that stops what runs. */
function stopButton(status: HTMLElement, library: Library): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'plain stop';
  button.textContent = 'Stop';
  button.addEventListener('click', () => library.stop());
  status.after(button);
  return button;
}

/** Says what goes on while it goes on, lets it be stopped, and says why it failed. */
export async function busy(
  place: HTMLElement,
  library: Library,
  doing: string,
  work: (say: (text: string) => void) => Promise<void>,
): Promise<void> {
  const status = statusIn(place);
  const say = (text: string): void => {
    status.textContent = text;
  };
  say(doing);
  const stop = stopButton(status, library);
  try {
    await work(say);
  } catch (error) {
    say((error as Error).message);
  } finally {
    stop.remove();
  }
}
