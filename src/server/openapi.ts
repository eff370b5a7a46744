import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
  createSerializerCompiler,
} from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  nextActionSchema,
  problemSchema,
  reasonSchema,
  recommendedItemSchema,
  sceneGuessSchema,
} from '../core/contracts/api.ts';
import { lookActionSchema } from '../core/contracts/look.ts';
import { screenElementSchema, screenProductSchema, textLineSchema } from '../core/contracts/screen.ts';
import { ruleNoteSchema } from '../core/contracts/rules.ts';
import { eventSchema } from '../core/contracts/event.ts';
import { itemSchema, localisedTextSchema, moneySchema } from '../core/contracts/item.ts';
import { scenePresentationSchema, sceneStrategySchema } from '../core/contracts/scene.ts';
import { userSchema } from '../core/contracts/user.ts';
import { PROBLEM_TYPE } from './problem-answers.ts';

/** Checks each answer against its schema before it leaves, so that the document never promises what is not sent. */
export const serializerCompiler = createSerializerCompiler();

/** What every route may answer besides its own: a problem document. */
export const problemResponse = {
  default: {
    description: 'A problem document (RFC 9457)',
    content: { [PROBLEM_TYPE]: { schema: problemSchema } },
  },
} as const;

const named = z.registry<{ id: string }>();
named.add(itemSchema, { id: 'Item' });
named.add(moneySchema, { id: 'Money' });
named.add(localisedTextSchema, { id: 'LocalisedText' });
named.add(userSchema, { id: 'User' });
named.add(eventSchema, { id: 'Event' });
named.add(reasonSchema, { id: 'Reason' });
named.add(recommendedItemSchema, { id: 'RecommendedItem' });
named.add(nextActionSchema, { id: 'NextAction' });
named.add(lookActionSchema, { id: 'LookAction' });
named.add(screenElementSchema, { id: 'ScreenElement' });
named.add(screenProductSchema, { id: 'ScreenProduct' });
named.add(textLineSchema, { id: 'TextLine' });
named.add(ruleNoteSchema, { id: 'RuleNote' });
named.add(sceneGuessSchema, { id: 'SceneGuess' });
named.add(sceneStrategySchema, { id: 'SceneStrategy' });
named.add(scenePresentationSchema, { id: 'ScenePresentation' });
named.add(problemSchema, { id: 'Problem' });

/** Objects are closed in both directions: the server refuses fields that it does not know, and sends no others. */
const zodToJsonConfig: NonNullable<Parameters<typeof createJsonSchemaTransform>[0]['zodToJsonConfig']> = {
  override: ({ zodSchema, jsonSchema }) => {
    if (zodSchema._zod.def.type === 'object') jsonSchema.additionalProperties ??= false;
  },
};

export async function registerOpenapi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Daogou',
        version: '1',
        description:
          'The shopping guide: what a shopper should see and do next. Money is an integer in minor units with an ' +
          'ISO 4217 currency, time is ISO 8601 in UTC, ids are strings. Fields that a route does not know are ' +
          'refused. Errors are problem documents (RFC 9457). Send a Request-Id header to find a request in the ' +
          'log; every answer carries one.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: [
        { name: 'guide', description: 'What to look at and what to do next' },
        { name: 'catalogue', description: 'Items, categories and users' },
        { name: 'events', description: 'What shoppers did' },
        { name: 'speech', description: 'Words of recordings: voice search' },
        { name: 'health', description: 'Whether the server runs and can answer' },
      ],
    },
    transform: createJsonSchemaTransform({ schemaRegistry: named, zodToJsonConfig }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry: named, zodToJsonConfig }),
  });
}
