import type { RefObject } from 'react';

/** A file input for a picture, out of sight: a button of the page's own clicks it. */
export function PictureInput({
  ref,
  testId,
  onPicture,
}: {
  ref: RefObject<HTMLInputElement | null>;
  testId: string;
  onPicture: (file: File) => void;
}) {
  return (
    <input
      ref={ref}
      type="file"
      accept="image/*"
      hidden
      data-testid={testId}
      onChange={({ target }) => {
        const file = target.files?.[0];
        // The same file chosen again is a change again.
        target.value = '';
        if (file) onPicture(file);
      }}
    />
  );
}
