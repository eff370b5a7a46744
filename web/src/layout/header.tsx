import { Heart, ShoppingBag } from 'lucide-react';
import { Link } from 'wouter';
import { useTexts } from '../i18n/use-texts.ts';
import { countOf } from '../state/cart.ts';
import { cartStore, wishlistStore } from '../state/stored-items.ts';
import { usePersisted } from '../state/use-persisted.ts';
import { CountLink } from './count-link.tsx';
import { LanguageButton } from './language-button.tsx';
import { Logo } from './logo.tsx';
import { SceneSwitch } from './scene-switch.tsx';
import { SearchBox } from './search-box.tsx';
import { ShopperPicker } from './shopper-picker.tsx';
import { ThemeButton } from './theme-button.tsx';

export function Header() {
  const { texts } = useTexts();
  const inCart = countOf(usePersisted(cartStore));
  const saved = usePersisted(wishlistStore).length;
  return (
    <header className="border-b border-line bg-canvas lg:sticky lg:top-0 lg:z-20">
      <div className="mx-auto max-w-[1440px] px-4 sm:px-6 xl:px-8">
        <div className="flex flex-wrap items-center pt-2 sm:gap-x-3 lg:flex-nowrap lg:gap-x-4 lg:pt-3">
          <Link
            href="/"
            aria-label={texts.header.home}
            className="flex h-11 items-center gap-2 rounded-lg text-lg font-semibold tracking-tight"
          >
            <Logo />
            <span className="max-[24rem]:sr-only">{texts.shopName}</span>
          </Link>
          <div className="order-last w-full pt-1 lg:order-none lg:mx-6 lg:w-auto lg:max-w-xl lg:flex-1 lg:pt-0">
            <SearchBox />
          </div>
          <div className="ml-auto flex items-center">
            <ShopperPicker />
            <LanguageButton />
            <ThemeButton />
            <CountLink href="/saved" label={texts.header.wishlist(saved)} count={saved}>
              <Heart size={20} aria-hidden="true" />
            </CountLink>
            <CountLink href="/cart" label={texts.header.cart(inCart)} count={inCart}>
              <ShoppingBag size={20} aria-hidden="true" />
            </CountLink>
          </div>
        </div>
        <div className="py-1.5">
          <SceneSwitch />
        </div>
      </div>
    </header>
  );
}
