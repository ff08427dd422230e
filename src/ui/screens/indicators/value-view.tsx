import { Copy, ShieldCheck } from 'lucide-react';
import { defang } from '../../../core/indicators/defang';
import type { Fields } from '../../../core/records/types';
import { IconButton } from '../../components/button';
import { useCopy } from '../../hooks/copy';
import { useText } from '../../i18n/language';

/** A value as it is shown everywhere (defanged), with both of its forms to copy. */
export const IndicatorValue = ({ fields }: { fields: Fields<'indicator'> }) => {
  const t = useText();
  const copy = useCopy();
  const shown = defang(fields.indicatorType, fields.value);
  return (
    <span className="indicator-value">
      <code className="mono">{shown}</code>
      <span className="indicator-copy">
        {shown !== fields.value && (
          <IconButton label={t('indicators.copyDefanged')} icon={ShieldCheck} onPress={() => void copy(shown)} />
        )}
        <IconButton label={t('indicators.copyPlain')} icon={Copy} onPress={() => void copy(fields.value)} />
      </span>
    </span>
  );
};
