import { stixText } from '../../src/core/package/prepare';
import { createPayload } from '../../src/core/session/session-type';
import { drillSession, idsInARow, library } from '../support/drill-case';
import { recordsOf } from '../../src/core/journal/read';
import { timed, type Bench, type Sample } from './bench-type';

const INDICATORS = 10_000;

const indicator = (index: number) => ({
  indicatorType: 'domain' as const,
  value: `host-${index}.example.com`,
  indicatorStatus: 'confirmed' as const,
  confidence: 70,
  shareable: true,
  malwareFamily: index % 2 === 0 ? 'ANEL' : 'LODEINFO',
});

export const stix: Bench = {
  name: `STIX 2.1 of ${INDICATORS} indicators`,
  baseline: 'JSON.stringify of the same bundle',
  runs: 5,
  needs: [],
  prepare: async () => {
    const { session } = await drillSession('ja');
    const nextId = idsInARow();
    const payloads = Array.from({ length: INDICATORS }, (_, index) =>
      createPayload('indicator', nextId().replace(/^0{8}/u, '0000000f'), indicator(index)),
    );
    await session.write(payloads);
    const state = session.state();
    const reportId = recordsOf(state, 'report')[0]?.id ?? '';
    const bundle = JSON.parse(stixText(state, reportId, library).text) as { objects: unknown[] };
    if (bundle.objects.length < INDICATORS) throw new Error(`the bundle has only ${bundle.objects.length} objects`);
    const run = async (): Promise<Sample> => ({
      ms: await timed(() => stixText(state, reportId, library)),
      baselineMs: await timed(() => JSON.stringify(bundle, null, 2)),
    });
    return { run, close: () => Promise.resolve() };
  },
};
