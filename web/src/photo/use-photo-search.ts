import { useState } from 'react';
import { useLocation } from 'wouter';
import { keepPhoto } from './photo-store.ts';
import { shrinkPhoto } from './shrink-photo.ts';

export interface PhotoSearch {
  /** True after a file that was no readable picture, until the next one. */
  readonly isUnreadable: boolean;
  /** Opens the page of what looks like it. */
  search(file: Blob): Promise<void>;
  dismiss(): void;
}

export function usePhotoSearch(): PhotoSearch {
  const [, navigate] = useLocation();
  const [isUnreadable, setUnreadable] = useState(false);
  return {
    isUnreadable,
    search: async (file) => {
      try {
        const { id } = keepPhoto(await shrinkPhoto(file));
        setUnreadable(false);
        navigate(`/search?photo=${id}`);
      } catch {
        setUnreadable(true);
      }
    },
    dismiss: () => setUnreadable(false),
  };
}
