import websocket, { type WebSocket } from '@fastify/websocket';
import type { FastifyRequest } from 'fastify';
import { lookRequestSchema, type Looker, type LookMessage } from '../../core/contracts/look.ts';
import type { ApiServer } from '../api-server.ts';
import { PICTURE_BODY_LIMIT } from './picture-bodies.ts';

/** A screen is looked at 2 times a second; more than this many streams would leave nothing for the shop. */
const MOST_STREAMS = 64;
/** A listener this far behind, in bytes, is not told more until it has caught up. */
const MOST_UNSENT = 1024 * 1024;
/** Close codes, as RFC 6455 and IANA's registry name them. */
const UNSUPPORTED_DATA = 1003;
const POLICY_VIOLATION = 1008;
const TRY_AGAIN_LATER = 1013;

/**
 * `GET /v1/look/stream` as a WebSocket: each binary message is a frame (the bytes of a picture), each text message
 * from here a `LookMessage`. Frames that come faster than they can be looked at are dropped, and said to be.
 */
export async function registerLookStream(app: ApiServer, looker: Looker): Promise<void> {
  let streams = 0;
  await app.register(websocket, { options: { maxPayload: PICTURE_BODY_LIMIT } });
  await app.register(async (scope: ApiServer) => {
    scope.get(
      '/v1/look/stream',
      {
        websocket: true,
        schema: {
          tags: ['guide'],
          summary: 'The same for a stream of frames, over a WebSocket',
          description:
            'Send each frame as a binary message. Answers are JSON: {type: answer | dropped | problem, frame, …}, frames ' +
            'numbered from 0. Late frames are dropped, never queued.',
          querystring: lookRequestSchema,
        },
      },
      (socket: WebSocket, request: FastifyRequest) => {
        if (comesFromElsewhere(request)) {
          socket.close(POLICY_VIOLATION, 'open it from a page of this server');
          return;
        }
        if (streams >= MOST_STREAMS) {
          socket.close(TRY_AGAIN_LATER, 'too many streams');
          return;
        }
        streams++;
        const hear = (message: LookMessage): void => {
          const isLate = socket.bufferedAmount > MOST_UNSENT;
          if (socket.readyState === socket.OPEN && !isLate) socket.send(JSON.stringify(message));
        };
        const stream = looker.openStream(lookRequestSchema.parse(request.query), hear);
        socket.on('message', (data, isBinary) => {
          if (!isBinary) socket.close(UNSUPPORTED_DATA, 'send frames as binary messages');
          else if (data instanceof Buffer) stream.offer(data);
        });
        socket.on('close', () => {
          streams--;
          stream.close();
        });
        // What went wrong closes the socket as well; without a listener it would end the process.
        socket.on('error', () => {});
      },
    );
  });
}

/** Browsers let any page open a WebSocket to any server, and say which page it was. */
function comesFromElsewhere({ headers: { origin, host } }: FastifyRequest): boolean {
  return origin !== undefined && URL.parse(origin)?.host !== host;
}
