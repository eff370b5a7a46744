import { X } from 'lucide-react';
import { Link } from 'wouter';
import { useTexts } from '../i18n/use-texts.ts';
import { PageHeading } from '../layout/page-heading.tsx';
import type { Photo } from '../photo/photo-store.ts';

/** The photo that was searched with, beside the heading, and the way back from it. */
export function PhotoHeading({ photo }: { photo: Photo }) {
  const { texts } = useTexts();
  return (
    <div className="flex items-center gap-4">
      <img
        src={photo.url}
        alt={texts.search.yourPhoto}
        className="size-20 shrink-0 rounded-2xl border border-line bg-surface object-contain sm:size-24"
      />
      <div className="min-w-0 flex-1">
        <PageHeading title={texts.search.photoTitle} />
      </div>
      <Link
        href="/search"
        aria-label={texts.search.removePhoto}
        className="press grid size-11 shrink-0 place-items-center rounded-full text-ink hover:bg-well"
      >
        <X size={20} aria-hidden="true" />
      </Link>
    </div>
  );
}
