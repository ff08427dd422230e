import { DRILL_TEXT_LIMIT, drillSchema } from '../../contract/drill';
import type { DrillScenario } from '../../core/drill/scenario';
import { parseYaml } from './parse-yaml';

/** A file of the drill as the build or a test hands it over; only the scenario carries its text. */
export type DrillFile = { path: string; sha256: string; size: number; text: string | null };

const SCENARIO = 'case.yaml';
const SAMPLES = 'files/';

/** Reads the bundled training case. Throws an Error that names the first problem. */
export const loadDrill = (files: readonly DrillFile[]): DrillScenario => {
  const text = files.find((file) => file.path === SCENARIO)?.text;
  if (typeof text !== 'string') throw new Error(`Drill: ${SCENARIO} is missing`);
  const parsed = drillSchema.safeParse(parseYaml(text, DRILL_TEXT_LIMIT));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`Drill, ${issue?.path.join('.') ?? SCENARIO}: ${issue?.message ?? 'not a scenario'}`);
  }
  const samples = files.filter((file) => file.path.startsWith(SAMPLES));
  return {
    records: parsed.data.records,
    samples: new Map(samples.map(({ path, sha256, size }) => [path.slice(SAMPLES.length), { sha256, size }])),
  };
};
