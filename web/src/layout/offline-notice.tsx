import { WifiOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTexts } from '../i18n/use-texts.ts';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

export function OfflineNotice() {
  const { texts } = useTexts();
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <output className="block">
      {!online && (
        <span className="flex items-center justify-center gap-2 bg-well px-4 py-2 text-center text-sm">
          <WifiOff size={16} aria-hidden="true" className="shrink-0" />
          <span>
            <strong className="font-medium">{texts.states.offline}</strong> {texts.states.offlineRemedy}
          </span>
        </span>
      )}
    </output>
  );
}
