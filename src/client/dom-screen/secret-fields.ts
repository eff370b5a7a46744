import { SECRET_WORDS } from './words.ts';

/** Whether a field asks for a password, a card or another secret: such a field is never read, nor what labels it. */
export function isSecretField(field: Element): boolean {
  const type = (field.getAttribute('type') ?? '').toLowerCase();
  if (type === 'password' || type === 'hidden') return true;
  const completes = field.getAttribute('autocomplete')?.toLowerCase() ?? '';
  if (/\bcc-|password|one-time-code/.test(completes)) return true;
  const ofItself = ['name', 'id', 'placeholder', 'aria-label', 'title']
    .map((name) => field.getAttribute(name)?.replaceAll(/[-_]/g, ' ') ?? '')
    .join(' ');
  return SECRET_WORDS.test(`${ofItself} ${labelOf(field)}`);
}

/** The words of the label that belongs to a field. */
export function labelOf(field: Element): string {
  const labels = (field as Partial<Pick<HTMLInputElement, 'labels'>>).labels ?? [];
  return [...labels].map((label) => label.textContent ?? '').join(' ');
}
