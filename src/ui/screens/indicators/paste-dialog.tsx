import { useMemo, useRef, useState } from 'react';
import { extractIndicators, type FoundIndicator } from '../../../core/indicators/extract';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/field';
import { DraftNote } from '../../forms/draft-note';
import { useDraft } from '../../hooks/draft';
import { useSave } from '../../hooks/save';
import { useShortcut } from '../../hooks/shortcut';
import { useText } from '../../i18n/language';
import { acceptPayloads, candidatesOf, draftParts, MAX_BATCH, textOfDraft, type Candidate } from './review';
import { ReviewList } from './review-list';

const EMPTY = {};

type Props = { known: ReadonlyMap<string, string>; onClose: () => void };

type ReviewProps = { candidates: readonly Candidate[]; source: string; onBack: () => void; onDone: () => void };

/** The values found, to choose from. What is new is chosen to begin with; what is recorded cannot be added twice. */
const Review = ({ candidates, source, onBack, onDone }: ReviewProps) => {
  const t = useText();
  const save = useSave();
  const shown = useMemo(() => candidates.slice(0, MAX_BATCH), [candidates]);
  const fresh = useMemo(() => shown.filter(({ knownId }) => knownId === null), [shown]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(fresh.map(({ key }) => key)));
  const busy = useRef(false);
  const accepted = fresh.filter(({ key }) => chosen.has(key));
  const accept = async () => {
    if (busy.current || accepted.length === 0) return;
    busy.current = true;
    const payloads = acceptPayloads(accepted, source, () => crypto.randomUUID());
    const saved = await save(payloads, t('indicators.paste.accepted', { count: accepted.length }));
    // Once saved it stays busy until the dialog has closed: a second Ctrl+Enter must not record everything again.
    if (saved) onDone();
    else busy.current = false;
  };
  useShortcut('ctrl+enter', () => void accept(), true);
  const counts = { count: shown.length, fresh: fresh.length, known: shown.length - fresh.length };
  return (
    <>
      <p className="paste-found">{t('indicators.paste.found', counts)}</p>
      {candidates.length > MAX_BATCH && (
        <p className="paste-found">{t('indicators.paste.tooMany', { max: MAX_BATCH })}</p>
      )}
      <ReviewList candidates={shown} chosen={chosen} onChoose={setChosen} />
      <p className="paste-keys">{t('indicators.paste.keys')}</p>
      <div className="dialog-foot">
        <Button tone="quiet" onPress={onBack}>
          {t('indicators.paste.back')}
        </Button>
        <Button tone="primary" onPress={() => void accept()} isDisabled={accepted.length === 0}>
          {t('indicators.paste.accept', { count: accepted.length })}
        </Button>
      </div>
    </>
  );
};

const PasteText = ({
  draft,
  onExtract,
  onClose,
}: {
  draft: ReturnType<typeof useDraft>;
  onExtract: (text: string) => void;
  onClose: () => void;
}) => {
  const t = useText();
  const [text, setText] = useState(() => textOfDraft(draft.values));
  const [none, setNone] = useState(false);
  const change = (typed: string) => {
    setText(typed);
    setNone(false);
    // Too long to be kept: an older text must not come back in its place.
    for (const { key, value } of draftParts(typed) ?? draftParts('') ?? []) draft.set(key, value);
  };
  const extract = () => {
    if (text.trim() === '') return;
    draft.flush();
    setNone(true);
    onExtract(text);
  };
  useShortcut('ctrl+enter', extract, true);
  return (
    <>
      <div className="paste-text">
        <TextField
          label={t('indicators.paste.text')}
          hint={t(draftParts(text) === null ? 'indicators.paste.noDraft' : 'indicators.paste.hint')}
          value={text}
          onChange={change}
          onBlur={draft.flush}
          lines
          autoFocus
        />
      </div>
      <TextField
        label={t('indicators.paste.source')}
        hint={t('indicators.paste.sourceHint')}
        value={draft.values['source'] ?? ''}
        onChange={(source) => draft.set('source', source)}
        onBlur={draft.flush}
      />
      {none && (
        <p role="status" className="paste-none">
          <strong>{t('indicators.paste.none')}</strong> {t('indicators.paste.noneText')}
        </p>
      )}
      <div className="dialog-foot">
        <DraftNote draft={draft} />
        <Button tone="quiet" onPress={onClose}>
          {t('form.cancel')}
        </Button>
        <Button tone="primary" onPress={extract} isDisabled={text.trim() === ''}>
          {t('indicators.paste.extract')}
        </Button>
      </div>
    </>
  );
};

/** Text in, indicators out: paste, look through what was found, record it. */
export const PasteDialog = ({ known, onClose }: Props) => {
  const t = useText();
  const [initial] = useState(EMPTY);
  const draft = useDraft('indicators:paste', initial);
  const [found, setFound] = useState<readonly FoundIndicator[]>([]);
  const candidates = useMemo(() => candidatesOf(found, known), [found, known]);
  const extract = (text: string) => setFound(extractIndicators(text));
  const done = async () => {
    await draft.clear();
    onClose();
  };
  return (
    <Dialog title={t('indicators.paste.title')} open onClose={onClose} wide>
      {candidates.length === 0 ? (
        <PasteText draft={draft} onExtract={extract} onClose={onClose} />
      ) : (
        <Review
          candidates={candidates}
          source={draft.values['source'] ?? ''}
          onBack={() => setFound([])}
          onDone={() => void done()}
        />
      )}
    </Dialog>
  );
};
