import { useQuery } from '@tanstack/react-query';
import { ChevronDown, UserRound } from 'lucide-react';
import { fetchUsers } from '../api.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { shopAs, shopper } from '../state/shopper.ts';
import { usePersisted } from '../state/use-persisted.ts';
import { shopperLine } from './shopper-name.ts';

const DEMO_SHOPPERS = 24;
const NEW_GUEST = ' new guest';

/** The demo shoppers to try the shop as. */
export function useShoppers() {
  return useQuery({
    queryKey: ['users', DEMO_SHOPPERS],
    queryFn: ({ signal }) => fetchUsers(DEMO_SHOPPERS, signal),
    staleTime: Infinity,
  });
}

/** A native list: it works with every keyboard, screen reader and phone. */
export function ShopperPicker() {
  const { texts, language } = useTexts();
  const { userId } = usePersisted(shopper);
  const { data } = useShoppers();
  const rows = data?.rows ?? [];
  const listed = userId === null || rows.some(({ id }) => id === userId);
  return (
    <label
      title={texts.header.shopAs}
      className="press relative grid size-11 shrink-0 place-items-center rounded-full text-sm focus-within:outline-2 focus-within:outline-accent hover:bg-well lg:flex lg:w-64 xl:w-80 lg:gap-2 lg:px-3"
    >
      <UserRound
        size={20}
        aria-hidden="true"
        className={`shrink-0 ${userId === null ? '' : 'fill-accent text-accent'}`}
      />
      <span className="sr-only">{texts.header.shopAs}</span>
      <select
        value={userId ?? ''}
        onChange={({ target }) =>
          shopAs(target.value === '' || target.value === NEW_GUEST ? null : target.value)
        }
        className="absolute inset-0 w-full cursor-pointer appearance-none truncate opacity-0 outline-none lg:static lg:min-w-0 lg:bg-transparent lg:text-ink lg:opacity-100 [&>option]:bg-surface [&>option]:text-ink"
      >
        <option value="">{texts.header.guest}</option>
        {userId === null && <option value={NEW_GUEST}>{texts.header.newGuest}</option>}
        {!listed && <option value={userId}>{userId}</option>}
        {rows.map((user) => (
          <option key={user.id} value={user.id}>
            {shopperLine(user, language)}
          </option>
        ))}
      </select>
      <ChevronDown
        size={16}
        aria-hidden="true"
        className="pointer-events-none hidden shrink-0 text-soft lg:block"
      />
    </label>
  );
}
