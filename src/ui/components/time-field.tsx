import { Clock } from 'lucide-react';
import type { Moment } from '../../core/records/fields';
import { formatMoment, momentOf, parseMoment } from '../../core/time/moment';
import { useText } from '../i18n/language';
import { IconButton } from './button';
import { TextField, type FieldProps } from './field';
import { SelectField } from './select';
import { useZoneChoices } from './zones';

type Props = FieldProps & {
  text: string;
  zone: string;
  onChange: (text: string, zone: string) => void;
};

/** Both times of a moment: "2025-01-08 09:12 JST / 2025-01-08 00:12 UTC". A bare date is shown once, as it was stated. */
export const bothTimes = (moment: Moment): string => {
  const jst = formatMoment(moment, 'Asia/Tokyo');
  const utc = formatMoment(moment, 'UTC');
  return jst === utc ? jst : `${jst} / ${utc}`;
};

/** A stated time: a text in any usual form and the zone it was stated in, with what was understood below it. */
export const TimeField = ({ text, zone, onChange, ...field }: Props) => {
  const t = useText();
  const zones = useZoneChoices(zone);
  const parsed = text.trim() === '' ? null : parseMoment(text, zone === '' ? null : zone);
  const now = () =>
    onChange(
      momentOf(Date.now(), zone === '' ? 'Asia/Tokyo' : zone).original.slice(0, 19),
      zone === '' ? 'Asia/Tokyo' : zone,
    );
  return (
    <div className="time-field" role="group" aria-label={field.label}>
      <div className="time-inputs">
        <TextField
          {...field}
          value={text}
          onChange={(value) => onChange(value, zone)}
          placeholder={t('time.placeholder')}
          side={
            <IconButton
              label={`${field.label}: ${t('time.now')}`}
              icon={Clock}
              onPress={now}
              isDisabled={field.disabled ?? false}
            />
          }
        />
        <SelectField
          label={t('time.zone')}
          choices={zones}
          value={zone}
          onChange={(value) => onChange(text, value)}
          disabled={field.disabled ?? false}
          {...(field.onBlur && { onBlur: field.onBlur })}
        />
      </div>
      <p className="time-preview" aria-live="polite">
        {parsed?.ok
          ? bothTimes(parsed.moment)
          : parsed === null
            ? ''
            : t(parsed.reason === 'zone-required' ? 'problem.zone' : 'problem.time')}
      </p>
    </div>
  );
};
