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
export function stopButton(status: HTMLElement, library: Library): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'plain stop';
  button.textContent = 'Stop';
  button.addEventListener('click', () => library.stop());
  status.after(button);
  return button;
}
