/** Plain answers to a request that is not served; shown by the browser as they are. */
export type Refusal =
  'wrong-host' | 'wrong-origin' | 'wrong-method' | 'wrong-type' | 'no-cookie' | 'token-used' | 'not-found' | 'failed';

const restartHint = [
  'Shodo は、最初に開いたブラウザだけで使えます。ほかのブラウザや新しいウィンドウでは開けません。',
  'すでに開いている画面を使うか、Shodo をいったん終了して起動し直してください。記録は保存されています。',
  '',
  'Shodo can be used only in the browser that opened it first.',
  'Use the window that is already open, or quit Shodo and start it again. Your records are kept.',
].join('\n');

export const REFUSAL_TEXTS: Readonly<Record<Refusal, { status: number; text: string }>> = {
  'wrong-host': { status: 421, text: 'Wrong host.' },
  'wrong-origin': { status: 403, text: 'Refused.' },
  'wrong-method': { status: 405, text: 'Method not allowed.' },
  'wrong-type': { status: 415, text: 'Content type not accepted.' },
  'no-cookie': { status: 403, text: restartHint },
  'token-used': { status: 403, text: restartHint },
  'not-found': { status: 404, text: 'Not found.' },
  failed: { status: 500, text: 'Shodo could not answer. Your records are kept. Reload the page.' },
};
