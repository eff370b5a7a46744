import { useTexts } from '../i18n/use-texts.ts';
import { Blush } from '../layout/blush.tsx';
import { type Density, GRID } from './density.ts';

/** A grid before its items: soft colours in the shapes they will have. */
export function GridSkeleton({ density, count }: { density: Density; count: number }) {
  const { texts } = useTexts();
  return (
    <div>
      <output className="sr-only">{texts.states.loading}</output>
      <div aria-hidden="true" className={GRID[density]}>
        {Array.from({ length: count }, (_, index) => (
          <div key={index}>
            <Blush hue={(index * 47 + 30) % 360} className="aspect-square rounded-2xl" />
            <Blush hue={60} className="mt-3 h-3.5 w-4/5 rounded-full" />
            <Blush hue={60} className="mt-2 mb-6 h-3.5 w-1/3 rounded-full" />
          </div>
        ))}
      </div>
    </div>
  );
}
