import { ImageUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { PictureInput } from '../../photo/picture-input.tsx';
import { PictureTarget } from '../../photo/picture-target.tsx';
import { EXAMPLES } from './examples.ts';

/** Choose, drop or paste a screenshot, or try one of this shop's own pages; a row once there is a picture. */
export function PicturePicker(props: { isSmall: boolean; onPicture: (file: Blob, name: string) => void }) {
  const { isSmall, onPicture } = props;
  const { look } = useTexts().texts.screens;
  const take = (file: File): void => onPicture(file, file.name);
  return (
    <>
      <PictureTarget words={look.dropNow} onPicture={take} />
      <div
        className={
          isSmall
            ? 'flex flex-wrap items-center gap-3'
            : 'grid gap-6 rounded-2xl border border-dashed border-edge p-4 sm:p-6 lg:grid-cols-[minmax(0,1fr)_auto]'
        }
      >
        <div className={isSmall ? '' : 'flex flex-col items-start justify-center gap-2'}>
          {!isSmall && <p className="text-base">{look.drop}</p>}
          <FileButton label={isSmall ? look.another : look.choose} onFile={take} isMain={!isSmall} />
          {!isSmall && <p className="text-soft">{look.limits}</p>}
        </div>
        <div className="min-w-0">
          {!isSmall && <p className="mb-2 text-soft">{look.examples}</p>}
          <Examples isSmall={isSmall} onPicture={onPicture} />
        </div>
      </div>
    </>
  );
}

function FileButton(props: { label: string; isMain: boolean; onFile: (file: File) => void }) {
  const files = useRef<HTMLInputElement>(null);
  return (
    <>
      <PictureInput ref={files} testId="screenshot-file" onPicture={props.onFile} />
      <button
        type="button"
        onClick={() => files.current?.click()}
        className={`press inline-flex min-h-11 items-center gap-2 rounded-lg px-4 font-medium ${props.isMain ? 'bg-accent text-on-accent hover:bg-accent-deep' : 'border border-line bg-surface hover:border-edge'}`}
      >
        <ImageUp size={16} aria-hidden="true" />
        {props.label}
      </button>
    </>
  );
}

function Examples(props: { isSmall: boolean; onPicture: (file: Blob, name: string) => void }) {
  const { look } = useTexts().texts.screens;
  const [loading, setLoading] = useState<string | null>(null);
  const load = async (name: string, url: string): Promise<void> => {
    setLoading(name);
    try {
      const response = await fetch(url);
      if (response.ok) props.onPicture(await response.blob(), `${name}.webp`);
    } finally {
      setLoading(null);
    }
  };
  return (
    <ul
      aria-label={look.examples}
      className={props.isSmall ? 'flex flex-wrap gap-2' : 'grid max-w-md grid-cols-3 gap-2'}
    >
      {EXAMPLES.map(({ name, url }) => (
        <li key={name}>
          <button
            type="button"
            aria-busy={loading === name}
            onClick={() => void load(name, url)}
            className="press flex w-full flex-col gap-1 rounded-lg text-left hover:text-accent-deep"
          >
            <span
              className={`grid place-items-center overflow-hidden rounded-lg border border-line bg-well ${props.isSmall ? 'h-11 w-16' : 'h-20 w-full sm:h-24 lg:w-36'}`}
            >
              <img
                src={url}
                alt={props.isSmall ? look.exampleNames[name] : ''}
                loading="lazy"
                className="size-full object-cover object-top"
              />
            </span>
            {!props.isSmall && <span className="text-xs leading-4">{look.exampleNames[name]}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
