import { useMemo } from 'react';
import { useText } from '../i18n/language';
import type { Choice } from './select';

/** Zones a responder in Japan meets most; logs name others by offset. */
export const useZoneChoices = (current: string): readonly Choice[] => {
  const t = useText();
  return useMemo(() => {
    const zones: Choice[] = [
      { id: 'Asia/Tokyo', label: t('zone.jst'), detail: '+09:00' },
      { id: 'UTC', label: t('zone.utc'), detail: '+00:00' },
      { id: 'Asia/Seoul', label: t('zone.kst'), detail: '+09:00' },
      { id: 'Asia/Shanghai', label: t('zone.cst'), detail: '+08:00' },
      { id: 'Asia/Singapore', label: t('zone.sgt'), detail: '+08:00' },
      { id: 'Asia/Bangkok', label: t('zone.ict'), detail: '+07:00' },
      { id: 'Asia/Kolkata', label: t('zone.ist'), detail: '+05:30' },
      { id: 'Europe/Berlin', label: t('zone.cet') },
      { id: 'Europe/London', label: t('zone.gmt') },
      { id: 'America/New_York', label: t('zone.est') },
      { id: 'America/Los_Angeles', label: t('zone.pst') },
    ];
    return current === '' || zones.some(({ id }) => id === current)
      ? zones
      : [...zones, { id: current, label: current }];
  }, [t, current]);
};
