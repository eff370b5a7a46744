import { Camera } from 'lucide-react';
import { useRef } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { PictureInput } from './picture-input.tsx';

/** Opens the camera on a phone and the files on a computer. */
export function PhotoButton({ onPhoto }: { onPhoto: (file: File) => void }) {
  const { texts } = useTexts();
  const files = useRef<HTMLInputElement>(null);
  const label = texts.header.photo.start;
  return (
    <>
      <PictureInput ref={files} testId="photo-file" onPicture={onPhoto} />
      <button
        type="button"
        aria-label={label}
        title={label}
        onClick={() => files.current?.click()}
        className="press grid size-9 shrink-0 place-items-center rounded-full text-soft hover:bg-surface hover:text-ink"
      >
        <Camera size={18} aria-hidden="true" />
      </button>
    </>
  );
}
