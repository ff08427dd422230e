import { ChevronLeft, ChevronRight, Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { isComposing } from '../hooks/shortcut';
import { usePorts } from '../hooks/ports';
import { useText } from '../i18n/language';
import type { OpenedPdf } from '../ports';
import { IconButton } from './button';

/** Scale at which a page has its size on paper: a PDF counts 72 to the inch, a screen 96. */
const PAPER = 96 / 72;
const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3] as const;
/** Space around the page, in CSS pixels. */
const MARGIN = 24;

type Zoom = number | 'fit';

/** The opened document of these bytes; the one before stays until it can be replaced. */
const useOpened = (bytes: Uint8Array): { view: OpenedPdf | null; failed: boolean } => {
  const { openPdf, logError } = usePorts();
  const [opened, setOpened] = useState<{ view: OpenedPdf | null; failed: boolean }>({ view: null, failed: false });
  useEffect(() => {
    let gone = false;
    let own: OpenedPdf | null = null;
    openPdf(bytes).then(
      (view) => {
        own = view;
        if (gone) void view.close();
        else setOpened({ view, failed: false });
      },
      (error: unknown) => {
        logError('a PDF could not be opened', error);
        if (!gone) setOpened({ view: null, failed: true });
      },
    );
    return () => {
      gone = true;
      void own?.close();
    };
  }, [bytes, openPdf, logError]);
  return opened;
};

const useWidth = (element: RefObject<HTMLElement | null>): number => {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(current.clientWidth));
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width;
};

/** Draws one page, as sharp as the screen allows; tells the scale it was drawn at. */
const useDrawing = (view: OpenedPdf | null, page: number, zoom: Zoom, width: number) => {
  const { logError } = usePorts();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState({ scale: PAPER, failed: false });
  useEffect(() => {
    if (view === null || width === 0) return undefined;
    let gone = false;
    const draw = async () => {
      const size = await view.size(page);
      const scale = zoom === 'fit' ? Math.max(0.2, (width - MARGIN) / size.width) : zoom * PAPER;
      const { current } = canvas;
      if (gone || current === null) return;
      current.style.width = `${Math.floor(size.width * scale)}px`;
      current.style.height = `${Math.floor(size.height * scale)}px`;
      await view.draw(page, current, scale, window.devicePixelRatio);
      if (!gone) setDrawn({ scale, failed: false });
    };
    draw().catch((error: unknown) => {
      if (gone) return; // closing the document ends its drawings with errors
      logError('a page of a PDF could not be drawn', error);
      setDrawn({ scale: PAPER, failed: true });
    });
    return () => {
      gone = true;
    };
  }, [view, page, zoom, width, logError]);
  return { canvas, ...drawn };
};

const nextZoom = (scale: number, by: 1 | -1): number => {
  const current = scale / PAPER;
  const steps = by === 1 ? ZOOMS : [...ZOOMS].reverse();
  return steps.find((step) => (step - current) * by > 0.01) ?? current;
};

type Moves = { go: (page: number) => void; zoom: (by: 1 | -1) => void; fit: () => void };

const onKey = (event: KeyboardEvent, page: number, pages: number, { go, zoom, fit }: Moves): void => {
  if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
  const actions: Readonly<Record<string, () => void>> = {
    PageDown: () => go(page + 1),
    PageUp: () => go(page - 1),
    Home: () => go(1),
    End: () => go(pages),
    '+': () => zoom(1),
    '-': () => zoom(-1),
    '0': fit,
  };
  const action = actions[event.key];
  if (action === undefined) return;
  event.preventDefault();
  action();
};

/** The pages of a PDF, one at a time: Page keys, Home and End turn them, + and - zoom, 0 fits the width. */
export const PdfView = ({ bytes, label }: { bytes: Uint8Array; label: string }) => {
  const t = useText();
  const { view, failed } = useOpened(bytes);
  const [wanted, setWanted] = useState(1);
  const [zoom, setZoom] = useState<Zoom>('fit');
  const scroller = useRef<HTMLDivElement>(null);
  const pages = view?.pages ?? 1;
  const page = Math.min(wanted, pages);
  const { canvas, ...drawn } = useDrawing(view, page, zoom, useWidth(scroller));
  const moves: Moves = {
    go: (to) => {
      setWanted(Math.min(Math.max(to, 1), pages));
      scroller.current?.scrollTo({ top: 0 });
    },
    zoom: (by) => setZoom(nextZoom(drawn.scale, by)),
    fit: () => setZoom('fit'),
  };
  const place = t('pdf.page', { page, pages });
  return (
    <div className="pdf-view" onKeyDown={(event) => onKey(event, page, pages, moves)}>
      <div className="pdf-tools" role="group" aria-label={t('pdf.tools', { label })}>
        <IconButton
          label={t('pdf.previous')}
          icon={ChevronLeft}
          onPress={() => moves.go(page - 1)}
          isDisabled={page <= 1}
        />
        <span className="pdf-place" aria-live="polite">
          {place}
        </span>
        <IconButton
          label={t('pdf.next')}
          icon={ChevronRight}
          onPress={() => moves.go(page + 1)}
          isDisabled={page >= pages}
        />
        <span className="pdf-space" />
        <IconButton label={t('pdf.smaller')} icon={ZoomOut} onPress={() => moves.zoom(-1)} />
        <span className="pdf-zoom">{t('pdf.zoom', { percent: Math.round((drawn.scale / PAPER) * 100) })}</span>
        <IconButton label={t('pdf.larger')} icon={ZoomIn} onPress={() => moves.zoom(1)} />
        <IconButton label={t('pdf.fit')} icon={Maximize2} onPress={moves.fit} />
      </div>
      <div className="pdf-pages" ref={scroller} tabIndex={0} role="region" aria-label={t('pdf.pages', { label })}>
        {(failed || drawn.failed) && (
          <p role="alert" className="pdf-failed">
            {t('pdf.failed')}
          </p>
        )}
        <canvas ref={canvas} role="img" aria-label={`${label} ${place}`} data-page={view === null ? undefined : page} />
      </div>
    </div>
  );
};
