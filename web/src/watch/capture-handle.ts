import { secretFieldsInSight } from './secret-fields-in-sight.ts';
import { readShopTab, writeShopTab, type ShopTab } from './shop-tab.ts';

/** W3C's Capture Handle, which not every browser has; types of the platform do not know it yet. */
interface CapturableDevices {
  setCaptureHandleConfig?(config: {
    handle: string;
    exposeOrigin: boolean;
    permittedOrigins: string[];
  }): void;
}
interface CapturingTrack {
  getCaptureHandle?(): { readonly origin?: string; readonly handle?: string } | null;
}

const EVERY_MILLISECONDS = 250;
const ownId = crypto.randomUUID().slice(0, 8);

/**
 * Lets tabs of this shop, and no others, know that this is one, and where its secret fields are while they are in
 * sight, so that a tab that captures this one covers them. Does nothing where the browser cannot.
 */
export function tellCapturers(): void {
  const devices = navigator.mediaDevices as CapturableDevices | undefined;
  if (!devices?.setCaptureHandleConfig) return;
  let told = '';
  const tell = (): void => {
    if (document.hidden && told !== '') return;
    const viewport = { width: window.innerWidth, height: window.innerHeight };
    const handle = writeShopTab({ id: ownId, viewport, secrets: secretFieldsInSight(document, window) });
    if (handle === told) return;
    told = handle;
    devices.setCaptureHandleConfig?.({ handle, exposeOrigin: true, permittedOrigins: [location.origin] });
  };
  tell();
  setInterval(tell, EVERY_MILLISECONDS);
}

/** The tab of this shop that a track captures, and whether it is this very one; null for anything else. */
export function capturedShopTab(track: MediaStreamTrack): (ShopTab & { readonly isThis: boolean }) | null {
  const handle = (track as CapturingTrack).getCaptureHandle?.();
  const tab = handle?.origin === location.origin ? readShopTab(handle.handle) : null;
  return tab && { ...tab, isThis: tab.id === ownId };
}
