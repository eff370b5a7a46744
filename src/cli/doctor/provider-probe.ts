/** A process of its own: the native libraries print why a provider cannot be used, and might even end it. */
import { PROVIDERS, tryProvider, type ProviderState } from '../../tensor/providers.ts';

const states: ProviderState[] = [];
for (const provider of PROVIDERS) states.push(await tryProvider(provider));
console.log(JSON.stringify(states));
