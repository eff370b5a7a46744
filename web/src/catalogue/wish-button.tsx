import { Heart } from 'lucide-react';
import type { ItemView } from '../../../src/core/contracts/api.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { button } from '../layout/button-styles.ts';
import { isWished, toggleWish } from '../state/shopping.ts';
import { wishlistStore } from '../state/stored-items.ts';
import { usePersisted } from '../state/use-persisted.ts';

export function WishButton({ item }: { item: ItemView }) {
  const { texts, say } = useTexts();
  const wished = isWished(usePersisted(wishlistStore), item.id);
  return (
    <button
      type="button"
      aria-pressed={wished}
      aria-label={texts.item.named(wished ? texts.item.saved : texts.item.save, say(item.title))}
      onClick={() => toggleWish(item)}
      className={button.quiet}
    >
      <Heart size={18} aria-hidden="true" className={wished ? 'fill-accent text-accent' : ''} />
      {wished ? texts.item.saved : texts.item.save}
    </button>
  );
}
