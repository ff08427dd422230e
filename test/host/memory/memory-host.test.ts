import { createMemoryHost } from '../../../src/host/memory/host';
import { describeHostConformance } from '../conformance';
import { createClock, createPerson } from '../person';

describeHostConformance('memory host', async () => {
  const { fileAccess, hands } = createPerson();
  const { now, advanceClock } = createClock();
  const host = createMemoryHost({ fileAccess, now, version: '0.0.0-test' });
  return { host, ...hands, advanceClock, close: async () => undefined };
});
