import { ImageDown } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';

const pictureOf = (transfer: DataTransfer | null): File | undefined =>
  [...(transfer?.files ?? [])].find(({ type }) => type.startsWith('image/'));
const holdsFile = (transfer: DataTransfer | null): boolean => transfer?.types.includes('Files') ?? false;

/** Takes a picture that is dropped anywhere on the page, or pasted; `words` say what becomes of it. */
export function PictureTarget(props: { words: string; onPicture: (file: File) => void }) {
  const [isOver, setOver] = useState(false);
  const take = useEffectEvent(props.onPicture);
  useEffect(() => {
    const ending = new AbortController();
    const on = <Name extends keyof WindowEventMap>(
      name: Name,
      listener: (event: WindowEventMap[Name]) => void,
    ): void => window.addEventListener(name, listener, { signal: ending.signal });
    on('dragover', (event) => {
      if (!holdsFile(event.dataTransfer)) return;
      event.preventDefault();
      setOver(true);
    });
    on('dragleave', (event) => {
      // Leaving an element for one within the page is no leaving.
      if (event.relatedTarget === null) setOver(false);
    });
    on('drop', (event) => {
      if (!holdsFile(event.dataTransfer)) return;
      event.preventDefault();
      setOver(false);
      const file = pictureOf(event.dataTransfer) ?? event.dataTransfer?.files[0];
      if (file) take(file);
    });
    on('paste', (event) => {
      const file = pictureOf(event.clipboardData);
      if (file) take(file);
    });
    return () => ending.abort();
  }, []);
  if (!isOver) return null;
  return (
    <div
      data-testid="photo-drop"
      className="pointer-events-none fixed inset-0 z-50 grid place-items-center bg-canvas/85 p-6"
    >
      <p className="flex items-center gap-3 rounded-2xl border-2 border-dashed border-accent bg-surface px-8 py-6 text-lg font-medium text-accent-deep">
        <ImageDown size={24} aria-hidden="true" />
        {props.words}
      </p>
    </div>
  );
}
