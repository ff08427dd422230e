import { describe, expect, it } from 'vitest';
import { CASE_SCREENS, parseRoute, routeHash, type Route } from '../../../src/ui/shell/routes';

describe('addresses', () => {
  it('lead back to where they came from', () => {
    const routes: Route[] = [
      { at: 'cases' },
      ...CASE_SCREENS.flatMap((screen) =>
        [null, 'new', 'abc'].map((recordId) => ({ at: 'case' as const, caseId: 'id', screen, recordId })),
      ),
    ];
    for (const route of routes) expect(parseRoute(routeHash(route))).toEqual(route);
  });

  it('that are not ours lead to the case list or the overview', () => {
    expect(parseRoute('')).toEqual({ at: 'cases' });
    expect(parseRoute('#/case/')).toEqual({ at: 'cases' });
    expect(parseRoute('#/case/id/nowhere')).toEqual({ at: 'case', caseId: 'id', screen: 'overview', recordId: null });
  });
});
