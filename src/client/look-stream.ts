import type { LookMessage, LookRequest } from '../core/contracts/look.ts';
import { addressOf } from './send-call.ts';

/** What is asked of a picture, in its address; an occasion that is to be inferred is left out. */
export type PictureLookRequest = Omit<LookRequest, 'scene'> & { readonly scene?: string | undefined };

/** An open stream of frames. */
export interface ClientLookStream {
  /**
   * Sends a frame, the bytes of a picture. False where it was not sent, because the stream is not open or the frame
   * before it is still under way: late frames are dropped, never queued.
   */
  send(frame: Blob): boolean;
  /** Ends the stream; nothing is heard of it afterwards. */
  close(): void;
}

export interface LookStreamListener {
  /** An answer, or what became of a frame; frames are numbered from 0 in the order that they were sent. */
  onMessage(message: LookMessage): void;
  /** The stream is open, and frames can be sent. */
  onOpen?(): void;
  /** The stream ended, and not by `close`; the reason is the server's, or empty where it says none. */
  onEnd?(reason: string): void;
}

/** Opens a stream of frames to the server that a page comes from, or any where it is no page that asks. */
export function openLookStream(
  baseUrl: string,
  request: PictureLookRequest,
  listener: LookStreamListener,
): ClientLookStream {
  const path = addressOf(baseUrl, '/v1/look/stream', request);
  // A page knows where it is; elsewhere the base names the server.
  const here = (globalThis as { location?: { href: string } }).location?.href;
  const address = new URL(path, here);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  let isClosed = false;
  socket.addEventListener('open', () => {
    if (!isClosed) listener.onOpen?.();
  });
  socket.addEventListener('message', ({ data }) => {
    if (!isClosed && typeof data === 'string') listener.onMessage(JSON.parse(data) as LookMessage);
  });
  socket.addEventListener('close', ({ reason }) => {
    if (!isClosed) listener.onEnd?.(reason);
    isClosed = true;
  });
  return {
    send(frame) {
      if (socket.readyState !== WebSocket.OPEN || socket.bufferedAmount > 0) return false;
      socket.send(frame);
      return true;
    },
    close() {
      isClosed = true;
      socket.close();
    },
  };
}
