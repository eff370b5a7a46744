import { useState } from 'react';
import type { ItemView } from '../../../src/core/contracts/api.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { hueOf } from './hue.ts';

type Pictured = Pick<ItemView, 'id' | 'image' | 'title' | 'categories'>;

const mediaUrl = (image: string): string => `/media/${image.split('/').map(encodeURIComponent).join('/')}`;

/**
 * The item's picture, square. It is decoration where a title stands beside it: give `alt` only where none does.
 * An item without a picture, or whose picture does not load, gets a tile with its initial in a colour of its own.
 */
export function ProductPicture(props: { item: Pictured; alt?: string; eager?: boolean; round?: string }) {
  const { item, alt = '', round = 'rounded-2xl' } = props;
  const { say } = useTexts();
  const [state, setState] = useState<{ image: string | null; is: 'loaded' | 'broken' } | null>(null);
  const is = state?.image === item.image ? state?.is : undefined;
  const hue = hueOf(item.id);
  return (
    <span
      className={`relative block aspect-square w-full overflow-hidden ${round}`}
      style={{
        background: `light-dark(oklch(0.95 0.02 ${hue}), oklch(0.3 0.02 ${hue}))`,
      }}
    >
      {item.image === null || is === 'broken' ? (
        <Initial text={say(item.title)} hue={hue} alt={alt} />
      ) : (
        <img
          key={item.image}
          src={mediaUrl(item.image)}
          alt={alt}
          loading={props.eager ? 'eager' : 'lazy'}
          decoding="async"
          draggable={false}
          onLoad={() => setState({ image: item.image, is: 'loaded' })}
          onError={() => setState({ image: item.image, is: 'broken' })}
          className={`press size-full object-cover duration-150 ${is === 'loaded' ? 'opacity-100' : 'opacity-0'} [transition-property:opacity]`}
        />
      )}
    </span>
  );
}

function Initial({ text, hue, alt }: { text: string; hue: number; alt: string }) {
  const name = alt === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': alt };
  return (
    <span
      {...name}
      className="@container grid size-full place-items-center font-light"
      style={{ color: `light-dark(oklch(0.5 0.07 ${hue}), oklch(0.8 0.06 ${hue}))` }}
    >
      <span className="text-[min(40cqw,6rem)]">{firstLetter(text)}</span>
    </span>
  );
}

function firstLetter(text: string): string {
  const [first] = new Intl.Segmenter().segment(text);
  return first?.segment ?? '·';
}
